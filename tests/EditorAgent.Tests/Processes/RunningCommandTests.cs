using EditorAgent.Core.Processes;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>What a confined command makes of protected files while nobody waits for it.</summary>
public sealed class RunningCommandTests : IDisposable
{
    private const string UntilStopped = "until [ -e stop ]; do sleep 0.02; done";

    private readonly SandboxBench bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Appearance_OfWhatIsProtected_IsFoundWhileTheCommandRuns()
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var running = await this.StartAsync($"until [ -e go ]; do sleep 0.02; done; echo x > .mcp.json; {UntilStopped}", null);
        running.Found += line => found.TrySetResult(line);
        this.bench.Write("workspace/go", "");

        Assert.StartsWith(".mcp.json was made by the command", await found.Task.WaitAsync(Cancel), StringComparison.Ordinal);

        Assert.False(running.Ended.IsCompleted);
        Assert.False(File.Exists(Path.Combine(this.bench.Workspace, ".mcp.json")));
        this.bench.Write("workspace/stop", "");
        Assert.Single((await running.Ended).Quarantined);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Appearance_OfWhatTheSessionHasWritten_IsNotTakenForTheCommands()
    {
        var own = Path.Combine(this.bench.Workspace, "AGENTS.md");
        await using var running = await this.StartAsync($"echo begun; {UntilStopped}", path => path == own);
        await running.News;
        this.bench.Write("workspace/AGENTS.md", "ours");
        this.bench.Write("workspace/.mcp.json", "whose?");
        this.bench.Write("workspace/stop", "");

        var outcome = await running.Ended;

        Assert.StartsWith(".mcp.json was made by the command", Assert.Single(outcome.Quarantined), StringComparison.Ordinal);
        Assert.Equal("ours", await File.ReadAllTextAsync(own, Cancel));
    }

    public void Dispose() => this.bench.Dispose();

    private async Task<RunningCommand> StartAsync(string script, Func<string, bool>? isOwn)
    {
        var specification = await this.bench.ConfineAsync(script) with { InspectEvery = TimeSpan.FromMilliseconds(50), IsWrittenMeanwhile = isOwn, Timeout = Timeout.InfiniteTimeSpan };
        return new RunningCommand(specification, new CommandOutput(null), new Progress<string>(), TimeProvider.System);
    }
}
