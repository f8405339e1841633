using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Tests.Headless;

/// <summary>What is typed as <c>/name</c> and acts on the session itself, or is answered without a turn.</summary>
public sealed class SessionCommandTests
{
    private const string Writing = """
        count: whole_conversation
        turns:
          - answer: {calls: [{tool: write, arguments: {path: made.txt, content: "made"}}]}
          - answer: {text: Done.}
        """;

    private static readonly string Summarising = $$"""
        turns:
          - at: 0
            when: {user_contains: a handoff note that you write now}
            answer: {text: A note of what was said.}
          - at: 0
            answer: {text: "{{new string('x', 4_000)}}"}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undo_WithContinue_TakesBackTheLastChangesAndAsksNoModel()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        await bench.RunAsync(new HeadlessRequest { Prompt = "Write.", Yes = true });
        Assert.True(File.Exists(Path.Combine(bench.Workspace, "made.txt")));
        var asked = bench.Requests.Count;

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "/undo", Continue = true });

        Assert.Equal((0, "Took back the last turn's changes: restored made.txt.\n"), (code, stdout));
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "made.txt")));
        Assert.Equal(asked, bench.Requests.Count);
    }

    [Fact]
    public async Task Undo_WhenTheFileWasChangedSince_KeepsItAndEndsAsNotGood()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        await bench.RunAsync(new HeadlessRequest { Prompt = "Write.", Yes = true });
        bench.Write("made.txt", "mine");

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "/undo", Continue = true });

        Assert.Equal(((int)ExitCode.Failed, "Took back the last turn's changes: kept made.txt, which was changed after the agent's edit.\n"), (code, stdout));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "made.txt"), Token));
    }

    [Fact]
    public async Task Compact_WithASession_HasTheConversationSummarisedWithTheWish()
    {
        await using var bench = await HeadlessBench.StartAsync(Summarising, Token);
        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "My name is Ada." });
        var id = events[0].GetProperty("sessionId").GetString()!;

        var (code, stdout, stderr) = await bench.TypeAsync("run", "/compact keep the name", "--session", id, "--cwd", bench.Workspace);

        Assert.True(code == 0, stdout + stderr);
        Assert.StartsWith("Summarised: about ", stdout, StringComparison.Ordinal);
        Assert.Contains("keep the name", bench.Requests[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("/compact", bench.Requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/undo")]
    [InlineData("/compact")]
    [InlineData("/compact keep the name")]
    public async Task Command_WithoutASessionToGoOnWith_SaysWhatToAdd(string prompt)
    {
        await using var bench = await HeadlessBench.StartAsync(Summarising, Token);

        var (code, stdout, stderr) = await bench.TypeAsync("run", prompt, "--cwd", bench.Workspace);

        Assert.Equal(((int)ExitCode.Usage, ""), (code, stdout));
        Assert.Contains("--continue or --session", stderr, StringComparison.Ordinal);
        Assert.Empty(bench.Requests);
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("/skills")]
    [InlineData("/undo")]
    public async Task Command_WithASchemaForTheAnswer_IsRefused(string prompt)
    {
        await using var bench = await HeadlessBench.StartAsync(Summarising, Token);
        var schema = bench.WriteOutside("schema.json", "{}");
        await bench.RunAsync(new HeadlessRequest { Prompt = "Hello." });

        var (code, stdout, stderr) = await bench.TypeAsync("run", prompt, "--continue", "--output-schema", schema, "--cwd", bench.Workspace);

        Assert.Equal(((int)ExitCode.Usage, ""), (code, stdout));
        Assert.Contains("--output-schema", stderr, StringComparison.Ordinal);
    }
}
