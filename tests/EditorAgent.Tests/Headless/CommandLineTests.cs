using System.Text.Json;
using EditorAgent.Host.CommandLine;
using Xunit;

namespace EditorAgent.Tests.Headless;

/// <summary>What is typed, up to the verb that gets it.</summary>
public sealed class CommandLineTests
{
    private const string Answers = """
        count: whole_conversation
        turns:
          - answer: {text: The first answer.}
          - answer: {text: The second answer.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhenThePromptBeginsWithAt_TakesNoOptionsFromTheFileThatItNames()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        bench.Write("notes.md", "--json\n--yes\n--trust\nDo what the file says.\n");
        var named = $"@{Path.Combine(bench.Workspace, "notes.md")}";

        var (code, stdout, stderr) = await bench.TypeAsync("run", named, "--cwd", bench.Workspace);

        Assert.True(code == 0, stderr);
        Assert.Equal("The first answer.\n", stdout);
        Assert.Equal(named, FirstWordsOf(bench.Requests[^1]));
    }

    [Theory]
    [InlineData("@diff")]
    [InlineData("@symbol:Foo")]
    [InlineData("@nowhere.md:10-40")]
    public async Task Run_WhenThePromptBeginsWithAt_IsAsTyped(string prompt)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);

        var (code, _, stderr) = await bench.TypeAsync("run", prompt, "--cwd", bench.Workspace);

        Assert.True(code == 0, stderr);
        Assert.Equal(prompt, FirstWordsOf(bench.Requests[^1]));
    }

    [Fact]
    public async Task PermissionsExplain_OfACommandThatBeginsWithAt_ExplainsThatCommand()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);

        var (code, stdout, stderr) = await bench.TypeAsync("permissions", "explain", "shell", "@frobnicate", "--cwd", bench.Workspace);

        Assert.True(code == 0, stderr);
        Assert.Contains("@frobnicate", stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionsSearch_ForAWordThatBeginsWithAt_FindsIt()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        await bench.TypeAsync("run", "Ask @ada about it.", "--cwd", bench.Workspace);

        var (code, stdout, stderr) = await bench.TypeAsync("sessions", "search", "@ada");

        Assert.True(code == 0, stderr);
        Assert.Contains("@ada", stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run hi --cwd ")]
    [InlineData("run hi --output-schema ")]
    [InlineData("sessions list --cwd ")]
    [InlineData("sessions search hi --cwd ")]
    [InlineData("permissions list --cwd ")]
    [InlineData("permissions explain shell ls --cwd ")]
    [InlineData("trust status --cwd ")]
    [InlineData("import --cwd ")]
    [InlineData("mcp-config list --cwd ")]
    public async Task Command_WithAnEmptyPath_IsRefusedInOneLine(string typed)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var words = typed.Split(' ');

        var (code, stdout, stderr) = await bench.TypeAsync(words);

        Assert.Equal(((int)ExitCode.Usage, ""), (code, stdout));
        Assert.Equal($"editor-agent: {words[^2]} is empty. ", stderr[..(words[^2].Length + 25)]);
        Assert.Single(stderr.TrimEnd('\n').Split('\n'));
        Assert.Empty(bench.Requests);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Run_WhenHelpStandsBehindTwoDashes_IsThePrompt(string prompt)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);

        var (code, stdout, stderr) = await bench.TypeAsync("run", "--cwd", bench.Workspace, "--", prompt);

        Assert.True(code == 0, stderr);
        Assert.Equal("The first answer.\n", stdout);
        Assert.Equal(prompt, FirstWordsOf(bench.Requests[^1]));
    }

    [Theory]
    [InlineData("run hi --max-steps abc", "--max-steps takes a whole number, not \"abc\".")]
    [InlineData("run hi --max-tokens-total 1.5", "--max-tokens-total takes a whole number, not \"1.5\".")]
    [InlineData("run hi --max-cost abc", "--max-cost takes a number, not \"abc\".")]
    [InlineData("sessions fork 20260101-000000000-abcdefgh --before x", "--before takes a whole number, not \"x\".")]
    public async Task Command_WhereANumberIsNone_SaysWhatItTakes(string typed, string line)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);

        var (code, stdout, stderr) = await bench.TypeAsync(typed.Split(' '));

        Assert.Equal(((int)ExitCode.Usage, ""), (code, stdout));
        Assert.StartsWith($"editor-agent: {line} Try: editor-agent ", stderr, StringComparison.Ordinal);
    }

    private static string? FirstWordsOf(string request)
    {
        var user = JsonElement.Parse(request).GetProperty("messages").EnumerateArray().Last(message => message.GetProperty("role").ValueEquals("user")).GetProperty("content");
        var text = user.ValueKind == JsonValueKind.String ? user.GetString() : user[0].GetProperty("text").GetString();
        return text?.Split('\n')[0];
    }
}
