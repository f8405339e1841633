using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Processes;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>The shell tool with a real sandbox around what it starts.</summary>
public sealed class ShellSandboxTests : IDisposable
{
    private readonly SandboxBench bench = new();
    private readonly ShellTool shell;

    public ShellSandboxTests() =>
        this.shell = new ShellTool(new Workspace(this.bench.Workspace, [], []), new SpillDirectory(null), this.bench.Sandbox, TimeProvider.System);

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_OfALook_IsAllowedByTheTableAndRunsConfined()
    {
        this.bench.Write("workspace/a.cs", "one\n");

        var plan = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(this.shell, new { command = "cat a.cs | head -n 5" }, TestContext.Current.CancellationToken));
        var verdict = new PermissionPolicy([], PermissionMode.Ask).Decide(new PermissionQuestion("shell", plan.IsReadOnly, plan.Subjects) { Execution = plan.Execution });

        Assert.Equal(PermissionDecision.Allow, verdict.Decision);
        Assert.False(plan.NeedsTrust);
        Assert.EndsWith("\none\n", (await this.RunAsync("cat a.cs | head -n 5")).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_OfAnApprovedCommand_WritesInTheWorkspaceOnlyAndSaysWhyNotElsewhere()
    {
        Assert.False((await this.RunAsync("touch made")).IsError);
        Assert.True(File.Exists(Path.Combine(this.bench.Workspace, "made")));

        var outside = await this.RunAsync($"touch {this.bench.Outside}/made");

        Assert.True(outside.IsError);
        Assert.Contains("[the sandbox lets commands write in the workspace", outside.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(this.bench.Outside, "made")));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_WhenTheNetworkIsMissing_SaysHowToAskForIt() =>
        Assert.Contains("needs_network: true", (await this.RunAsync("echo x > /dev/tcp/example.com/80")).Text, StringComparison.Ordinal);

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_WhenAServerCannotBeReached_SaysThatEachCommandHasANetworkOfItsOwn()
    {
        var commands = new BackgroundCommands();
        await using var _ = commands;
        var shell = new ShellTool(new Workspace(this.bench.Workspace, [], []), new SpillDirectory(null), this.bench.Sandbox, TimeProvider.System, commands);

        var server = await ToolRun.RunAsync(shell, new { command = "sleep 1000", background = true }, TestContext.Current.CancellationToken);
        var client = await ToolRun.RunAsync(shell, new { command = "echo x > /dev/tcp/127.0.0.1/8080" }, TestContext.Current.CancellationToken);

        Assert.Contains("No other command reaches a port that it opens", server.Text, StringComparison.Ordinal);
        Assert.Contains("[each command has a network of its own", client.Text, StringComparison.Ordinal);
        Assert.Contains("needs_network: true", client.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_InADirectoryOfTheWorkspace_StartsThere()
    {
        this.bench.Make("workspace/my app");

        Assert.EndsWith($"\n{this.bench.Workspace}/my app\n", (await this.RunAsync("cd 'my app' && pwd")).Text, StringComparison.Ordinal);
    }

    public void Dispose() => this.bench.Dispose();

    private Task<ToolResult> RunAsync(string command) => ToolRun.RunAsync(this.shell, new { command }, TestContext.Current.CancellationToken);
}
