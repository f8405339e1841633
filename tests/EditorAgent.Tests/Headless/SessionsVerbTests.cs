using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
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
