using System.Diagnostics;
using EditorAgent.Host.CommandLine;
using Xunit;

namespace EditorAgent.Tests.Headless;

/// <summary>A prompt that comes over stdin: waited for under the bounds of the run.</summary>
public sealed class TypedPromptTests
{
    private const string Answer = """
        turns:
          - answer: {text: The answer.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhenStdinNeverEnds_IsOverWithItsTime()
    {
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);
        using var stdin = new OpenPipe();

        var (code, stdout, stderr) = await bench.TypeAsync(stdin, "run", "-", "--timeout", "1s", "--cwd", bench.Workspace).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(((int)ExitCode.TimedOut, ""), (code, stdout));
        Assert.Equal("editor-agent: Stopped after 1 s, the time for this run: stdin did not end, so there was no prompt. Nothing was started.\n", stderr);
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public async Task Run_WhenThePromptIsPipedIn_WorksOnIt()
    {
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);

        var (code, stdout, stderr) = await bench.TypeAsync(new StringReader("Do this.\n"), "run", "-", "--cwd", bench.Workspace);

        Assert.True(code == 0, stderr);
        Assert.Equal("The answer.\n", stdout);
        Assert.Contains("Do this.", bench.Requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run -")]
    [InlineData("run")]
    public async Task Run_WhenStdinIsClosed_HasNoPrompt(string typed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sh closes the descriptor, and what the runtime puts in its place is known for Linux only");
        await using var bench = await HeadlessBench.StartAsync(Answer, Token);
        var start = new ProcessStartInfo("sh", ["-c", $"exec dotnet '{typeof(VerbRunner).Assembly.Location}' {typed} <&-"]) { RedirectStandardError = true, WorkingDirectory = bench.Workspace };
        start.Environment["EDITORAGENT_HOME"] = bench.Home;

        using var process = Process.Start(start)!;
        try
        {
            var stderr = await process.StandardError.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
            await process.WaitForExitAsync(Token);

            Assert.Equal((int)ExitCode.Usage, process.ExitCode);
            Assert.Contains("prompt", stderr, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Nobody writes and nobody closes, until the test is over.</summary>
    private sealed class OpenPipe : TextReader
    {
        private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string ReadToEnd()
        {
            ((IAsyncResult)this.over.Task).AsyncWaitHandle.WaitOne();
            return "";
        }

        protected override void Dispose(bool disposing)
        {
            this.over.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
