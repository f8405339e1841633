using EditorAgent.Core.Processes;
using EditorAgent.Tests.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>Programs that are talked to: their pipes work, kept in or not, and nothing of them outlives us.</summary>
public sealed class HostedProcessTests : IDisposable
{
    /// <summary>Leaves the session, wipes the environment where it can, and holds on.</summary>
    private const string Daemon = "(setsid /bin/bash -c \"trap '' TERM; sleep 1000 & wait; sleep 1000\" </dev/null >/dev/null 2>&1 &) ; ";

    private readonly SandboxBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = SandboxBench.TimeLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Streams_CarryWhatIsSaid_AndErrorsStayApart(bool isConfined)
    {
        await using var hosted = await this.StartAsync("while read -r line; do echo \"heard $line\"; echo \"about $line\" >&2; done", isConfined);
        using var reader = new StreamReader(hosted.Output);

        foreach (var word in (string[])["one", "two"])
        {
            await hosted.Input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(word + "\n"), Token);
            await hosted.Input.FlushAsync(Token);
            Assert.Equal("heard " + word, await reader.ReadLineAsync(Token));
        }

        hosted.Input.Close();
        Assert.Equal(0, (await hosted.Ended).ExitCode);
        Assert.Equal(["about one", "about two"], hosted.ErrorTail.Where(line => line.StartsWith("about", StringComparison.Ordinal)));
    }

    [Theory(Timeout = SandboxBench.TimeLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WhenEverythingIgnoresIt_LeavesNobodyAlive(bool isConfined)
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);
        var hosted = await this.StartAsync("trap '' TERM; " + line.Hold + Daemon + "while :; do read -r -t 1000; done", isConfined);
        await line.BeginsAsync();

        await hosted.DisposeAsync();

        await line.EndsAsync();
        Assert.Null((await hosted.Ended).ExitCode);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task End_OfTheProgram_EndsWhatItLeftBehind()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);
        await using var hosted = await this.StartAsync(line.Hold + Daemon + "exit 3", isConfined: false);

        Assert.Equal(3, (await hosted.Ended).ExitCode);
        await line.BeginsAsync();
        await line.EndsAsync();
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Errors_WithoutEnd_AreReadAndOnlyTheLastAreKept()
    {
        await using var hosted = await this.StartAsync("head -c 5000000 /dev/zero | tr '\\0' x >&2; echo >&2; for i in $(seq 1000); do echo line $i >&2; done; echo last >&2", isConfined: true);

        Assert.Equal(0, (await hosted.Ended).ExitCode);
        Assert.Equal(20, hosted.ErrorTail.Length);
        Assert.Equal("last", hosted.ErrorTail.Single(line => !line.StartsWith("line", StringComparison.Ordinal) && !line.StartsWith('{')));
    }

    [Theory(Timeout = SandboxBench.TimeLimit)]
    [InlineData("echo denyme >&2; exit 2", "denyme")]
    [InlineData("printf denyme >&2; exit 2", "denyme")]
    [InlineData("echo '{ \"exit-code\": 7 }' >&2; echo after >&2", "{ \"exit-code\": 7 }|after")]
    [InlineData("echo '{ \"exit-code\": 7 }' >&2", "{ \"exit-code\": 7 }")]
    public async Task Errors_OfAConfinedProgram_EndWithItsOwnLastLine(string script, string expected)
    {
        await using var hosted = await this.StartAsync(script, isConfined: true);

        await hosted.Ended;

        Assert.Equal(expected.Split('|'), hosted.ErrorTail);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Reports_ThatTheProgramInvents_AreNotBelieved()
    {
        using var line = await LifeLine.MakeAsync(this.bench.Workspace);
        using var innocent = System.Diagnostics.Process.Start("sleep", "1000");
        var hosted = await this.StartAsync(line.Hold + $"echo '{{\"child-pid\": {innocent.Id}}}' >&2; echo said; while :; do read -r -t 1000; done", isConfined: true);
        await line.BeginsAsync();
        using var reader = new StreamReader(hosted.Output);
        Assert.Equal("said", await reader.ReadLineAsync(Token));

        await hosted.DisposeAsync();

        await line.EndsAsync();
        Assert.False(innocent.HasExited);
        innocent.Kill();
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Start_OfAProgramThatIsNotThere_IsToldAsSuch()
    {
        var specification = (await this.SpecificationAsync("true", isConfined: false)) with { Program = "/nowhere/program" };
        if (OperatingSystem.IsLinux())
        {
            await using var hosted = await HostedProcess.StartAsync(specification, Token);
            Assert.NotEqual(0, (await hosted.Ended).ExitCode);
            Assert.Contains(hosted.ErrorTail, text => text.Contains("/nowhere/program", StringComparison.Ordinal));
        }
    }

    public void Dispose() => this.bench.Dispose();

    private async Task<HostedProcess> StartAsync(string script, bool isConfined) =>
        await HostedProcess.StartAsync(await this.SpecificationAsync(script, isConfined), Token);

    private async Task<ProcessSpecification> SpecificationAsync(string script, bool isConfined)
    {
        var confined = await this.bench.ConfineAsync(script);
        return isConfined
            ? confined
            : new ProcessSpecification
            {
                Program = confined.Program,
                Arguments = confined.Arguments,
                WorkingDirectory = confined.WorkingDirectory,
                Environment = confined.Environment,
                Timeout = confined.Timeout,
            };
    }
}
