using System.Diagnostics;
using EditorAgent.Core.Processes;
using EditorAgent.Tests.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>Nothing of a confined program is alive when its run is over, however it ends, and nothing of the sandbox is left in the workspace.</summary>
public sealed class SandboxLifeTests : IDisposable
{
    private const string WorkspaceVariable = "EDITORAGENT_TEST_WORKSPACE";
    private const string HoldVariable = "EDITORAGENT_TEST_HOLD";

    /// <summary>Ignores SIGTERM, forks twice, leaves the session, wipes its environment, gives up the pipes.</summary>
    private const string Daemon = "trap '' TERM; (setsid env -i /bin/bash -c \"trap '' TERM; sleep 1000 & wait; sleep 1000\" </dev/null >/dev/null 2>&1 &) ; ";

    private readonly SandboxBench bench = new();

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task End_WithADaemonLeftBehind_LeavesNobodyAlive()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);

        var result = await this.bench.RunAsync(line.Hold + Daemon + "echo started");

        Assert.Equal(0, result.Outcome.ExitCode);
        Assert.Equal("started\n", result.Output);
        await line.BeginsAsync();
        await line.EndsAsync();
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Cancel_WhenEverythingIgnoresIt_LeavesNobodyAlive()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);
        using var cancellation = new CancellationTokenSource();
        var running = this.bench.RunAsync(line.Hold + Daemon + "sleep 1000; sleep 1000", cancellation.Token);
        await line.BeginsAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await line.EndsAsync();
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Cancel_WhenTheProgramTidiesUp_LetsIt()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);
        using var cancellation = new CancellationTokenSource();
        var running = this.bench.RunAsync("trap 'echo tidy > tidied; exit' TERM; " + line.Hold + "while :; do read -t 0.01 < <(:); done", cancellation.Token, time: new StretchedTime(50));
        await line.BeginsAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await line.EndsAsync();
        Assert.True(File.Exists(Path.Combine(this.bench.Workspace, "tidied")));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Timeout_IsToldAndLeavesNobodyAlive()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);

        var result = await this.bench.RunAsync(line.Hold + Daemon + "sleep 1000", TestContext.Current.CancellationToken, timeout: TimeSpan.FromSeconds(1));

        Assert.Null(result.Outcome.ExitCode);
        await line.BeginsAsync();
        await line.EndsAsync();
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Start_OfAProgramThatIsNotThere_IsToldAsSuch()
    {
        var result = await this.bench.RunAsync("exec /nowhere/program");

        Assert.Equal(127, result.Outcome.ExitCode);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Run_WhenTheSandboxCannotBeSetUp_SaysThatNothingRan()
    {
        var gone = Path.Combine(this.bench.Root, "gone");

        var failure = await Assert.ThrowsAsync<SandboxException>(() => this.bench.RunAsync("echo ran > /dev/stderr", confinement => confinement with { WritableDirectories = [gone] }));

        Assert.Contains("bwrap: Can't find source path", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = SandboxBench.TimeLimit)]
    [InlineData("agent")]
    [InlineData("sandbox")]
    public async Task Kill_LeavesNobodyAliveAndNothingInTheWorkspace(string victim)
    {
        using var line = await LifeLine.MakeAsync(this.bench.Outside);
        this.bench.Write("workspace/.git/config", "before");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(SandboxLifeTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(SandboxLifeTests).FullName}.{nameof(RunUntilKilled)}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[WorkspaceVariable] = this.bench.Workspace;
        start.Environment[HoldVariable] = line.Hold;
        using var owner = Process.Start(start)!;
        await line.BeginsAsync();

        if (victim == "agent")
        {
            owner.Kill();
        }
        else
        {
            using var sandbox = Process.GetProcessById(BubblewrapOf(owner.Id));
            sandbox.Kill();
        }

        await line.EndsAsync();
        owner.Kill();
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([".git"], Directory.GetFileSystemEntries(this.bench.Workspace).Select(Path.GetFileName));
        Assert.Equal(["config"], Directory.GetFileSystemEntries(Path.Combine(this.bench.Workspace, ".git")).Select(Path.GetFileName));
    }

    /// <summary>The process that <see cref="Kill_LeavesNobodyAliveAndNothingInTheWorkspace"/> kills, or whose sandbox it kills.</summary>
    [Fact(Explicit = true)]
    public async Task RunUntilKilled()
    {
        var workspace = Environment.GetEnvironmentVariable(WorkspaceVariable)!;
        var outside = Path.Combine(Path.GetDirectoryName(workspace)!, "outside");
        var script = Environment.GetEnvironmentVariable(HoldVariable)! + Daemon + "sleep 1000; sleep 1000";
        await this.bench.RunAsync(script, confinement => confinement with { WritableRoots = [workspace, this.bench.Workspace], WritableDirectories = [outside] });
    }

    public void Dispose() => this.bench.Dispose();

    private static int BubblewrapOf(int owner)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var id) && File.Exists(directory + "/stat"))
            {
                var fields = File.ReadAllText(directory + "/stat").Split(' ');
                if (fields[1] == "(bwrap)" && fields[3] == owner.ToString(System.Globalization.CultureInfo.InvariantCulture))
                {
                    return id;
                }
            }
        }

        throw new InvalidOperationException("no sandbox runs");
    }
}
