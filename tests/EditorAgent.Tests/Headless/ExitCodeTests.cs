using EditorAgent.Host.CommandLine;
using EditorAgent.ScriptedModelServer.Faults;
using Xunit;

namespace EditorAgent.Tests.Headless;

/// <summary>What a run that could not work ends with.</summary>
public sealed class ExitCodeTests
{
    private const string Answer = """
        turns:
          - answer: {text: The answer.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, (int)ExitCode.Configuration)]
    [InlineData(405, (int)ExitCode.Configuration)]
    [InlineData(301, (int)ExitCode.Configuration)]
    [InlineData(401, (int)ExitCode.Unauthorized)]
    [InlineData(403, (int)ExitCode.Unauthorized)]
    [InlineData(400, (int)ExitCode.Failed)]
    public async Task Run_WhenTheEndpointRefuses_EndsWithTheCodeOfWhatIsToBeMended(int status, int code)
    {
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);
        bench.Server.Faults.Add(new ModelFault { Status = status, Next = 10 });

        var (ended, _, _) = await bench.TypeAsync("run", "Hello.", "--cwd", bench.Workspace);

        Assert.Equal(code, ended);
    }

    [Fact]
    public async Task Run_WhenTheAnswerIsNoStream_EndsAsConfiguration()
    {
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);
        bench.Server.Faults.Add(new ModelFault { WrongContentType = true, Next = 10 });

        var (code, _, _) = await bench.TypeAsync("run", "Hello.", "--cwd", bench.Workspace);

        Assert.Equal((int)ExitCode.Configuration, code);
    }

    [Fact]
    public async Task UnknownAlias_IsOfTheConfiguration_WhereverItIsNamed()
    {
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);

        var (run, _, _) = await bench.TypeAsync("run", "Hello.", "--model", "nobody", "--cwd", bench.Workspace);
        var (verify, _, said) = await bench.TypeAsync("verify-endpoint", "nobody");

        Assert.Equal(((int)ExitCode.Configuration, (int)ExitCode.Configuration), (run, verify));
        Assert.Contains("nobody", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run Hello.")]
    [InlineData("run Hello. --json")]
    [InlineData("run /help")]
    [InlineData("run --help")]
    [InlineData("sessions list")]
    [InlineData("permissions list")]
    [InlineData("--version")]
    [InlineData("--help")]
    public async Task Command_WhenStdoutTakesNothing_SaysThatAndNoFaultOfOurs(string typed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's");
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);
        await bench.TypeAsync("run", "Hello.", "--cwd", bench.Workspace);
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var stderr = new StringWriter();
        string[] folder = typed.StartsWith("run H", StringComparison.Ordinal) || typed.StartsWith("run /", StringComparison.Ordinal) ? ["--cwd", bench.Workspace] : [];

        var code = await VerbRunner.RunAsync([.. typed.Split(' '), .. folder], bench.Context(full) with { Stderr = stderr });

        Assert.Equal(74, code);
        Assert.StartsWith("editor-agent: The output could not be written: ", stderr.ToString(), StringComparison.Ordinal);
        Assert.Single(stderr.ToString().TrimEnd('\n').Split('\n'));
    }
}
