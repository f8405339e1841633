using System.Collections;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class SessionsVerbTests
{
    private const string Answers = """
        count: whole_conversation
        turns:
          - answer: {text: The first answer.}
          - answer: {text: The second answer.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_OfASession_HidesItUntilItIsAskedForOrGoesOn()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "Where is the invoice?");

        await CallAsync(bench, "archive", id);

        Assert.DoesNotContain(id, await CallAsync(bench, "list"), StringComparison.Ordinal);
        Assert.Contains(id, await CallAsync(bench, "list", "--archived"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await CallAsync(bench, "search", "invoice"), StringComparison.Ordinal);
        Assert.Contains(id, await CallAsync(bench, "search", "invoice", "--archived"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<UserFacingException>(() => bench.RunAsync(new HeadlessRequest { Prompt = "On.", Continue = true }));

        await bench.RunAsync(new HeadlessRequest { Prompt = "On.", Session = id });
        Assert.Contains(id, await CallAsync(bench, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unarchive_OfASession_ShowsItAgain()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "Where?");
        await CallAsync(bench, "archive", id);

        await CallAsync(bench, "unarchive", id);

        Assert.Contains(id, await CallAsync(bench, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_BeforeATurn_CopiesWhatCameBeforeIt()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "One?");
        await bench.RunAsync(new HeadlessRequest { Prompt = "Two?", Session = id });

        var copy = (await CallAsync(bench, "fork", id, "--before", "2")).Split(' ')[1];

        var shown = await CallAsync(bench, "show", copy);
        Assert.Contains("One?", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Two?", shown, StringComparison.Ordinal);
        Assert.Contains("Two?", await CallAsync(bench, "show", id), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Assert.ThrowsAsync<UserFacingException>(() => CallAsync(bench, "fork", id, "--before", "3"))).Code);
    }

    [Fact]
    public async Task Rename_OfASession_ChangesItsTitle()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "One?");

        await CallAsync(bench, "rename", id, "The invoice\nof May");

        Assert.Contains("The invoice of May", await CallAsync(bench, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_InEitherForm_IsTheConversation()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "One?");

        Assert.StartsWith("# One?", await CallAsync(bench, "export", id, "--format", "md"), StringComparison.Ordinal);
        Assert.StartsWith("{", await CallAsync(bench, "export", id), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Assert.ThrowsAsync<UserFacingException>(() => CallAsync(bench, "export", id, "--format", "pdf"))).Code);
    }

    [Theory]
    [InlineData("lilac-otter-4711", "export")]
    [InlineData("lilac-otter-4712", "export", "--format", "md")]
    [InlineData("lilac-otter-4713", "show")]
    [InlineData("lilac-otter-4714", "list")]
    [InlineData("lilac-otter-4715", "search", "otter")]
    public async Task Texts_WhenConfigurationIsBroken_HoldNoKeyThatItsTextShows(string key, params string[] words)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, $"Why is {key} refused?");
        await File.WriteAllTextAsync(Path.Combine(bench.Home, "config.toml"), $"default_model = \"main\n[providers.local]\napi_key = '{key}'\n", Token);

        var text = await CallAsync(bench, words is ["list" or "search", ..] ? words : [words[0], id, .. words[1..]]);

        Assert.Contains("***", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenConfigurationCannotBeRead_WritesNothing()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "One?");
        File.Delete(Path.Combine(bench.Home, "config.toml"));
        Directory.CreateDirectory(Path.Combine(bench.Home, "config.toml"));

        await Assert.ThrowsAsync<ConfigurationException>(() => CallAsync(bench, "export", id));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("export")]
    public async Task Texts_WithAValueThatAServerWasGiven_HoldItMasked(string verb)
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var (own, theirs) = ($"violet-{verb}-heron", $"amber-{verb}-heron");
        var file = """{"inputs":[{"id":"pass","type":"promptString","description":"p","password":true}],"mcpServers":{"db":{"command":"db","env":{"PASS":"${input:pass}"}}}}""";
        await File.WriteAllTextAsync(Path.Combine(bench.Home, "mcp.json"), file, Token);
        bench.Write(".editoragent/mcp.json", file.Replace("\"db\":", "\"other\":", StringComparison.Ordinal));
        var root = new Workspace(bench.Workspace, [], []).RealRoot;
        var store = SecretStores.Open(new EditorAgentHome(bench.Home), new TrustedPath(null, []), new Hashtable(), _ => { }, TimeProvider.System);
        await store.SetAsync(new SecretKey("mcp-input", "user\npass"), own, Token);
        await store.SetAsync(new SecretKey("mcp-input", $"Workspace\n{root}\nother\npass"), theirs, Token);
        var id = await StartAsync(bench, $"Why are {own} and {theirs} refused?");

        var text = await CallAsync(bench, verb, id);

        Assert.Contains("Why are *** and *** refused?", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfTurns_HasEachTurnsLineBeforeItsFirstMessage()
    {
        await using var bench = await HeadlessBench.StartAsync(Answers, Token);
        var id = await StartAsync(bench, "One?");
        await bench.RunAsync(new HeadlessRequest { Prompt = "Two?", Session = id });

        var starts = (await CallAsync(bench, "show", id)).Split('\n').Where(line => line.StartsWith("turn", StringComparison.Ordinal) || line.StartsWith("you:", StringComparison.Ordinal)).Select(line => line.Split(':', 2)[0] + line.Split(' ')[^1]);

        var words = string.Join('|', starts);
        Assert.Matches("turn 1.*One\\?.*turn 2.*Two\\?", words);
        Assert.DoesNotMatch("turn 2.*One\\?", words);
    }

    private static async Task<string> StartAsync(HeadlessBench bench, string prompt) =>
        (await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = prompt })).Events[0].GetProperty("sessionId").GetString()!;

    private static async Task<string> CallAsync(HeadlessBench bench, params string[] words)
    {
        using var stdout = new MemoryStream();
        var parsed = CommandLineParser.Parse(SessionsVerb.Build(bench.Context(stdout)), words);
        Assert.Empty(parsed.Errors);
        var code = await ((AsynchronousCommandLineAction)parsed.Action!).InvokeAsync(parsed, Token);
        Assert.Equal(0, code);
        return Encoding.UTF8.GetString(stdout.ToArray());
    }
}
