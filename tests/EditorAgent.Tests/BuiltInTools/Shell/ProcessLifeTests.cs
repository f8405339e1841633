using System.Diagnostics;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>Nothing that a command started is alive when the call is over, however it ends.</summary>
public sealed class ProcessLifeTests(ShellWorkspace workspace) : IClassFixture<ShellWorkspace>
{
    private const int TimeLimit = 60_000;
    private const string HoldVariable = "EDITORAGENT_TEST_HOLD";

    /// <summary>Ignores SIGTERM, forks twice, leaves the session, gives up the pipes.</summary>
    private const string DoubleFork = "trap '' TERM; (setsid bash -c \"trap '' TERM; sleep 1000 & wait; sleep 1000\" </dev/null >/dev/null 2>&1 &) ; ";

    [Fact(Timeout = TimeLimit)]
    public async Task Cancel_WhenTheCommandIgnoresItAndForksTwice_LeavesNobodyAlive()
    {
        using var line = await LifeLine.MakeAsync(workspace.Root);
        using var cancellation = new CancellationTokenSource();
        var running = ToolRun.RunAsync(workspace.Shell, new { command = line.Hold + DoubleFork + "sleep 1000; sleep 1000" }, cancellation.Token);
        await line.BeginsAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await line.EndsAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Cancel_WhenAProcessWipesItsEnvironment_FindsItByTheSession()
    {
        using var line = await LifeLine.MakeAsync(workspace.Root);
        using var cancellation = new CancellationTokenSource();
        var running = ToolRun.RunAsync(
            workspace.Shell, new { command = "set -m; " + line.Hold + "(env -i bash -c \"trap '' TERM; sleep 1000; sleep 1000\" &) ; sleep 1000" }, cancellation.Token);
        await line.BeginsAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await line.EndsAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Run_WhenABackgroundProcessKeepsThePipesOpen_ReturnsAndEndsIt()
    {
        using var line = await LifeLine.MakeAsync(workspace.Root);

        var result = await ToolRun.RunAsync(
            workspace.Shell, new { command = line.Hold + "(setsid sleep 1000 &); echo started" }, TestContext.Current.CancellationToken);

        Assert.False(result.IsError);
        Assert.Contains("ended with the command: sleep", result.Text, StringComparison.Ordinal);
        Assert.EndsWith("\nstarted\n", result.Text, StringComparison.Ordinal);
        await line.BeginsAsync();
        await line.EndsAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Kill_OfTheProcessThatRanTheCommand_EndsTheCommandToo()
    {
        using var line = await LifeLine.MakeAsync(workspace.Root);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(ProcessLifeTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(RunUntilKilled)}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[HoldVariable] = line.Hold;
        using var owner = Process.Start(start)!;
        await line.BeginsAsync();

        owner.Kill();

        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        await line.EndsAsync();
    }

    /// <summary>The process that <see cref="Kill_OfTheProcessThatRanTheCommand_EndsTheCommandToo"/> kills.</summary>
    [Fact(Explicit = true)]
    public Task RunUntilKilled() => ToolRun.RunAsync(
        workspace.Shell,
        new { command = Environment.GetEnvironmentVariable(HoldVariable) + DoubleFork + "sleep 1000; sleep 1000" },
        TestContext.Current.CancellationToken);
}
