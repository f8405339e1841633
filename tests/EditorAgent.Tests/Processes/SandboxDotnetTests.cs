using EditorAgent.BuiltInTools.Shell;
using EditorAgent.BuiltInTools.Tests;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.BuiltInTools.Shell;
using EditorAgent.Tests.BuiltInTools.Tests;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>What an agent on .NET code does all day works inside, without a network.</summary>
public sealed class SandboxDotnetTests : IDisposable
{
    private const int TimeLimit = 300_000;

    private readonly SandboxBench bench = new();

    [Fact(Timeout = TimeLimit)]
    public async Task BuildAndTest_Work()
    {
        using var copy = new InvoicingCopy();
        var places = SandboxPlaces.From(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!), this.bench.Agent);
        var sandbox = Sandbox.Of(places, TimeProvider.System);
        var workspace = new Workspace(copy.Root, [], []);
        var tool = new RunTestsTool(workspace, new DiskWorkspaceFiles(), new SpillDirectory(null), sandbox, TimeProvider.System);

        var plan = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(tool, new { }, TestContext.Current.CancellationToken));
        var tested = await ToolRun.RunAsync(tool, new { }, TestContext.Current.CancellationToken);

        Assert.True(plan.Execution!.IsSandboxed);
        Assert.True(plan.NeedsTrust);
        Assert.Equal("dotnet test", plan.Execution.Kind);
        Assert.True(tested.Tests!.Passed > 0, tested.Text);
        Assert.DoesNotContain("SANDBOX", tested.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning NU", tested.Text, StringComparison.Ordinal);

        using var output = new CommandOutput(null);
        var build = await new ProcessRunner(TimeProvider.System).RunAsync(
            sandbox.Confine(
                new ProcessSpecification
                {
                    Program = "/bin/bash",
                    Arguments = ["-c", "dotnet build -nologo"],
                    WorkingDirectory = copy.Root,
                    Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), new TrustedPath(Environment.GetEnvironmentVariable("PATH"), [])),
                    Timeout = TimeSpan.FromMinutes(4),
                },
                new Confinement { WritableRoots = workspace.RealRoots }),
            output,
            new Progress<string>(),
            TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, output.Render());
        Assert.Empty(build.Quarantined);
    }

    public void Dispose() => this.bench.Dispose();
}
