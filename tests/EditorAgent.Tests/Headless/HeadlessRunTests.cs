using System.Text.Json;
using EditorAgent.Core.Permissions;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using EditorAgent.ScriptedModelServer.Faults;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class HeadlessRunTests
{
    private const string Remembering = """
        count: whole_conversation
        turns:
          - answer: {text: First answer.}
          - answer: {text: Second answer.}
        """;

    private const string Reading = """
        turns:
          - answer: {calls: [{tool: read, arguments: {path: notes.txt}}], usage: {prompt: 1000, completion: 200}}
          - answer: {text: The end., usage: {prompt: 1300, completion: 50}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What helps, by what denied the first call.</summary>
    public static TheoryData<string, bool, PermissionMode?, string, string> Denials => new()
    {
        { "", false, null, "nobody is there to ask", "--yes" },
        { "[[permission.rules]]\ndecision = \"deny\"\npattern = \"write\"", true, null, "config.toml", "rule" },
        { "[[hooks]]\nevent = \"before_tool\"\ncommand = 'echo \"not on a Friday\" >&2; exit 2'", true, null, "not on a Friday", "hook" },
        { "", true, PermissionMode.Plan, "plan mode", "--mode" },
    };

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task Run_WithACallThatIsDenied_SaysWhyAndWhatHelps(string configuration, bool yes, PermissionMode? mode, string reason, string advice)
    {
        await using var bench = await HeadlessBench.StartAsync("turns:\n  - answer: {calls: [{tool: write, arguments: {path: a.txt, content: x}}]}\n  - answer: {text: Done.}", Token);
        bench.Configure("", configuration);

        var (code, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Write.", Yes = yes, Mode = mode });

        Assert.Equal((int)ExitCode.Denied, code);
        var line = events[^1].GetProperty("message").GetString()!;
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(advice, line, StringComparison.Ordinal);
        Assert.Equal(yes, !line.Contains("Run again with --yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhereTheWorkspaceIsNotTrusted_NamesTrustAndNotYes()
    {
        await using var bench = await HeadlessBench.StartAsync("turns:\n  - answer: {calls: [{tool: shell, arguments: {command: ./build.sh}}]}\n  - answer: {text: Done.}", Token);
        bench.Write("build.sh", "#!/bin/sh\n");

        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Build.", Yes = true });

        var line = events[^1].GetProperty("message").GetString()!;
        Assert.Contains("--trust", line, StringComparison.Ordinal);
        Assert.Contains("editor-agent trust grant", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--yes", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnsweredByAnother_CostsWhatThatOneCosts()
    {
        await using var bench = await HeadlessBench.StartAsync(Reading, Token);
        bench.Write("notes.txt", "x\n");
        using var nobody = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        nobody.Start();
        var address = nobody.LocalEndpoint;
        nobody.Stop();
        await File.WriteAllTextAsync(Path.Combine(bench.Home, "config.toml"), $"""
            default_model = "main"
            [loop]
            max_attempts_per_step = 1
            [providers.gone]
            type = "openai"
            base_url = "http://{address}/v1"
            [providers.local]
            type = "openai"
            base_url = "{bench.Server.BaseUrl}"
            [models.main]
            provider = "gone"
            model = "scripted"
            fallback = ["small"]
            price_input = 500000
            price_output = 500000
            price_currency = "EUR"
            [models.small]
            provider = "local"
            model = "scripted"
            price_input = 1000000
            price_output = 250000
            price_currency = "EUR"
            """, Token);

        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Read." });

        var usage = events[^1].GetProperty("usage");
        var expected = usage.GetProperty("prompt").GetInt64() + (usage.GetProperty("completion").GetInt64() / 4m);
        Assert.Equal(expected, events[^1].GetProperty("cost").GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Run_WithContinue_GoesOnWithTheNewestSessionOfTheFolder()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);
        var (_, first) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "My name is Ada." });

        var (code, second) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "What is my name?", Continue = true });

        Assert.Equal(0, code);
        Assert.Equal(first[0].GetProperty("sessionId").GetString(), second[0].GetProperty("sessionId").GetString());
        Assert.Contains("My name is Ada.", bench.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhereNobodyCanAnswer_OffersNoToolThatAsks()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);

        await bench.RunAsync(new HeadlessRequest { Prompt = "Hello." });

        var request = JsonElement.Parse(bench.Requests[^1]);
        var tools = request.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()).ToList();
        Assert.Contains("read", tools);
        Assert.DoesNotContain("ask_user", tools);
        Assert.DoesNotContain("exit_plan", tools);
    }

    [Fact]
    public async Task Run_WithContinueAndNoSession_SaysSoAndAsksNobody()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);

        var wrong = await Assert.ThrowsAsync<UserFacingException>(() => bench.RunAsync(new HeadlessRequest { Prompt = "Go on.", Continue = true }));

        Assert.Equal(ExitCode.Session, wrong.Code);
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public async Task Run_WhenItsTokensAreUsed_EndsAtTheNextStepAndContinueGoesOn()
    {
        await using var bench = await HeadlessBench.StartAsync(Reading, Token);
        bench.Write("notes.txt", "colour=red\n");

        var (code, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Look.", MaxTokens = 1_100 });
        var (again, _) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Go on.", Continue = true });

        Assert.Equal((int)ExitCode.BudgetReached, code);
        Assert.Equal("BudgetReached", events[^1].GetProperty("stopReason").GetString());
        Assert.Equal(1, events[^1].GetProperty("steps").GetInt32());
        Assert.Contains(events, line => line.GetProperty("type").ValueEquals("tool_result"));
        Assert.Equal(0, again);
        Assert.Contains("colour=red", bench.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenItsMoneyIsSpent_EndsWithTheSameCode()
    {
        await using var bench = await HeadlessBench.StartAsync(Reading, Token);
        bench.Configure("price_input = 1.0\nprice_output = 10.0");
        bench.Write("notes.txt", "colour=red\n");

        // 1,000 sent for 1 and 200 received for 10 a million: 0.003.
        var (code, _) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Look.", MaxCost = 0.003m });
        var (enough, _) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Look.", MaxCost = 0.0031m });

        Assert.Equal((int)ExitCode.BudgetReached, code);
        Assert.Equal(0, enough);
    }

    [Fact]
    public async Task Run_WithMaxCostButNoPrice_StartsNothing()
    {
        await using var bench = await HeadlessBench.StartAsync(Reading, Token);

        var wrong = await Assert.ThrowsAsync<UserFacingException>(() => bench.RunAsync(new HeadlessRequest { Prompt = "Look.", MaxCost = 1 }));

        Assert.Equal(ExitCode.Configuration, wrong.Code);
        Assert.Contains("price_input", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public async Task Run_WithMaxSteps_EndsAsLimited()
    {
        await using var bench = await HeadlessBench.StartAsync("""
            turns:
              - repeat: {count: 20, answer: {calls: [{tool: read, arguments: {path: '${index}.txt'}}]}}
            """, Token);

        var (code, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Look.", MaxSteps = 2 });

        Assert.Equal((int)ExitCode.LimitReached, code);
        Assert.Equal("MaxTurnRequests", events[^1].GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task Run_WhenItsTimeIsOver_EndsAsTimedOutAndKeepsTheSession()
    {
        await using var bench = await HeadlessBench.StartAsync(Reading, Token);
        bench.Server.Faults.Add(new ModelFault { DelayFirstByteMs = 600_000 });

        var (code, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Look.", Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal((int)ExitCode.TimedOut, code);
        Assert.Contains("--continue", events[^1].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAFileInThePrompt_AttachesItsLines()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);
        bench.Write("src/a b.txt", "one\ntwo\nthree\nfourth-and-unasked\n");
        bench.Write("plain.txt", "whole\n");

        await bench.RunAsync(new HeadlessRequest { Prompt = "Explain @\"src/a b.txt:2-3\" and @plain.txt, but not @nobody or me@example.org." });

        var request = bench.Requests[0];
        Assert.Contains("lines 2-3 of 4", request, StringComparison.Ordinal);
        Assert.Contains("two\\nthree\\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("fourth-and-unasked", request, StringComparison.Ordinal);
        Assert.Contains("whole", request, StringComparison.Ordinal);
        Assert.DoesNotContain("not attached", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_OfACommandThatNeedsNoModel_PrintsTheAnswerAndLeavesNoSession(bool asJson)
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "/help", Json = asJson });

        Assert.Equal(0, code);
        var said = asJson ? JsonElement.Parse(stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).GetProperty("output").GetString()! : stdout;
        Assert.Contains("- `/compact`", said, StringComparison.Ordinal);
        Assert.Empty(bench.Requests);
        Assert.Empty(Directory.EnumerateFiles(bench.Home, "journal.jsonl", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_OfACommandThatNeedsNoModel_LeavesASessionThatItWasGiven()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);
        await bench.RunAsync(new HeadlessRequest { Prompt = "My name is Ada." });

        await bench.RunAsync(new HeadlessRequest { Prompt = "/help", Continue = true });
        var (code, _) = await bench.RunAsync(new HeadlessRequest { Prompt = "What is my name?", Continue = true });

        Assert.Equal(0, code);
        Assert.Contains("My name is Ada.", bench.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsJson_TellsOfSubagents()
    {
        await using var bench = await HeadlessBench.StartAsync("""
            turns:
              - at: 0
                when: {user_contains: SCOUT}
                answer: {text: Red.}
              - at: 0
                answer: {calls: [{tool: agent, arguments: {description: Look, prompt: SCOUT it., profile: explore}}]}
              - at: 1
                answer: {text: It is red.}
            """, Token);

        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Which colour?" });

        var told = events.Where(line => line.GetProperty("type").ValueEquals("subagent")).ToList();
        Assert.Equal([("explore", 0), ("explore", 1)], told.Select(line => (line.GetProperty("profile").GetString()!, line.GetProperty("steps").GetInt32())));
        Assert.True(told[1].GetProperty("tokens").GetInt64() > 0);
        var call = Assert.Single(events, line => line.GetProperty("type").ValueEquals("tool_call"));
        Assert.Equal(call.GetProperty("toolCallId").GetString(), told[0].GetProperty("toolCallId").GetString());
    }

    [Fact]
    public async Task Run_WithAFileOutsideOrWithheld_SaysSoInsteadOfShowingIt()
    {
        await using var bench = await HeadlessBench.StartAsync(Remembering, Token);
        bench.Write(".env", "TOKEN=of-the-user\n");
        var outside = bench.WriteOutside("outside.txt", "far away\n");

        await bench.RunAsync(new HeadlessRequest { Prompt = $"See @.env and @{outside} and @src/missing.cs and @nothing.txt" });

        var request = bench.Requests[0];
        Assert.DoesNotContain("of-the-user", request, StringComparison.Ordinal);
        Assert.DoesNotContain("far away", request, StringComparison.Ordinal);
        Assert.Contains("missing.cs is not shown: it does not exist", request, StringComparison.Ordinal);
        Assert.Contains("@nothing.txt is not attached: there is no such file.", request, StringComparison.Ordinal);
    }
}
