using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ApprovalTests
{
    private const string Write = """
        turns:
          - answer: {text: I write., calls: [{tool: write, arguments: {path: a.txt, content: "one\n"}}, {tool: read, arguments: {path: seed.txt}}]}
          - {when: {tool_failed: true}, answer: {text: It did not work.}}
          - {at: 1, answer: {text: Written.}}
        """;

    private const string Shell = """
        turns:
          - answer: {text: I run., calls: [{tool: shell, arguments: {command: "echo mine > ran.txt"}}]}
          - {when: {tool_failed: true}, answer: {text: It did not work.}}
          - {at: 1, answer: {text: Ran.}}
        """;

    [Fact]
    public async Task Question_WhenShown_TellsWhyAndHowAndNamesItself()
    {
        await using var bench = Start(Shell);
        await bench.TrustAsync();
        var (session, question) = await AskAsync(bench);
        var shown = question.GetProperty("params");
        var texts = shown.GetProperty("toolCall").GetProperty("content").EnumerateArray().Select(part => part.GetProperty("content").GetProperty("text").GetString()!).ToList();

        Assert.Contains("echo mine > ran.txt", texts[0], StringComparison.Ordinal);
        Assert.Contains("Why asked: ", texts[1], StringComparison.Ordinal);
        Assert.Contains("Runs: ", texts[1], StringComparison.Ordinal);
        var meta = shown.GetProperty("_meta").GetProperty("editoragent");
        Assert.Equal(["command"], meta.GetProperty("editableArguments").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(300, meta.GetProperty("armAfterMs").GetInt32());
        var pending = await PendingAsync(bench, session);
        Assert.Equal(meta.GetProperty("requestId").GetString(), pending.GetProperty("requestId").GetString());
        Assert.Equal(meta.GetProperty("shownHash").GetString(), pending.GetProperty("shownHash").GetString());
        Assert.False(pending.GetProperty("isResting").GetBoolean());
    }

    [Theory]
    [InlineData("a\u202etxt.exe", "a\\u{202e}txt.exe")]
    [InlineData("a\u200b.txt", "a\\u{200b}.txt")]
    [InlineData("a\u3000b.txt", "a\\u{3000}b.txt")]
    [InlineData("\ud834\udd73.txt", "\\u{1d173}.txt")]
    public async Task Question_WhenAPathDeceives_ShowsNoSuchCharacterAnywhere(string path, string shown)
    {
        await using var bench = Start($$"""
            turns:
              - answer: {calls: [{tool: write, arguments: {path: {{Json(path)}}, content: x} }]}
              - answer: {text: Done.}
            """);
        var session = await bench.NewSessionAsync();
        var id = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        var frame = await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission" || IsAnswer(frame, id));
        if (MethodOf(frame) is null)
        {
            Assert.Fail($"it was never asked: {frame}");
        }

        var call = frame.GetProperty("params").GetProperty("toolCall");
        Assert.Contains(shown, call.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.False(call.TryGetProperty("rawInput", out _));
        Assert.DoesNotContain(frame.GetProperty("params").GetProperty("options").EnumerateArray(), option => option.GetProperty("kind").ValueEquals("allow_always"));
    }

    [Fact]
    public async Task Answer_WhenItComesByName_CountsOnceAndWithdrawsTheQuestion()
    {
        await using var bench = Start(Write);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "seed.txt"), "s", TestContext.Current.CancellationToken);
        var (session, question) = await AskAsync(bench);
        var pending = await PendingAsync(bench, session);

        var wrongHash = await AnswerAsync(bench, session, Of(pending, "requestId"), new string('0', 64), """ "outcome":"allow_once" """);
        var wrongName = await AnswerAsync(bench, session, "ask_other", Of(pending, "shownHash"), """ "outcome":"allow_once" """);
        var wrongGrant = await AnswerAsync(bench, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"allow_always","grant":"write" """);
        Assert.Equal([-32602, -32002, -32602], new[] { wrongHash, wrongName, wrongGrant }.Select(CodeOf));
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        Assert.Contains(bench.Log.Lines, line => line.Contains("was ignored", StringComparison.Ordinal));

        var right = await AnswerAsync(bench, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"allow_once" """);
        Assert.False(right.GetProperty("result").TryGetProperty("stopReason", out _));
        var late = await AnswerAsync(bench, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"reject" """);
        Assert.True(late.TryGetProperty("error", out _));
        await bench.ReadAnswerAsync(PromptId);
        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), TestContext.Current.CancellationToken));
        Assert.Contains(bench.Seen, frame => MethodOf(frame) == "$/cancel_request"
            && frame.GetProperty("params").GetProperty("requestId").GetRawText() == question.GetProperty("id").GetRawText());
    }

    [Theory]
    [InlineData("yes, I allow it")]
    [InlineData("allow_once")]
    public async Task Chat_WhenItSaysYes_IsNoAnswer(string words)
    {
        await using var bench = Start(Write);
        var (session, _) = await AskAsync(bench);
        await bench.RequestAsync("_editoragent/session/steer", Prompt(session, words));
        Assert.True((await bench.RequestAsync("session/prompt", Prompt(session, words))).TryGetProperty("error", out _));
        Assert.Equal(JsonValueKind.Object, (await PendingAsync(bench, session)).ValueKind);
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
    }

    [Fact]
    public async Task Answer_WhenItChangesTheCommand_RunsThatAndTellsTheModel()
    {
        await using var bench = Start(Shell);
        await bench.TrustAsync();
        bench.Answer = _ => """
            "result":{"outcome":{"outcome":"selected","optionId":"allow_once","_meta":{"editoragent":{"arguments":{"command":"echo theirs > ran.txt"}}}}}
            """;
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");

        Assert.Equal("theirs\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "ran.txt"), TestContext.Current.CancellationToken));
        Assert.Contains("The user changed this call", await JournalAsync(bench, session), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"command":"git push > ran.txt"}""")]
    [InlineData("""{"command":"echo x > ran.txt","timeout_seconds":9}""")]
    [InlineData("""{}""")]
    public async Task Answer_WhenTheChangeIsDeniedOrNotTheirsToMake_RunsNothing(string arguments)
    {
        await using var bench = Start(Shell);
        await bench.TrustAsync();
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), "\n[[permission.rules]]\ndecision = \"deny\"\npattern = \"shell(git push)\"\n", TestContext.Current.CancellationToken);
        bench.Answer = _ => """
            "result":{"outcome":{"outcome":"selected","optionId":"allow_once","_meta":{"editoragent":{"arguments":ARGUMENTS}}}}
            """.Replace("ARGUMENTS", arguments, StringComparison.Ordinal);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "ran.txt")));
    }

    [Fact]
    public async Task Answer_WhenItRejectsWithFeedback_TellsTheModel()
    {
        await using var bench = Start(Write);
        bench.Answer = _ => """
            "result":{"outcome":{"outcome":"selected","optionId":"reject_once","_meta":{"editoragent":{"feedback":"Use b.txt instead."}}}}
            """;
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        Assert.Contains("Use b.txt instead.", await JournalAsync(bench, session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Always_WhenChosen_IsStoredForTheUserAloneUntilRevoked()
    {
        await using var bench = Start(Write);
        bench.Answer = _ => Choose("allow_always_0");
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(bench.HomeDirectory, "permissions"), "*.json"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }

        File.Delete(Path.Combine(bench.Workspace, "a.txt"));
        await using var second = await bench.RestartAsync();
        var other = await second.NewSessionAsync();
        await second.PromptAsync(other, "go");
        Assert.DoesNotContain(second.Seen, frame => MethodOf(frame) == "session/request_permission");

        var grants = (await second.RequestAsync("_editoragent/approvals/list", $$"""{"sessionId":"{{other}}"}""")).GetProperty("result").GetProperty("grants");
        var id = Assert.Single(grants.EnumerateArray()).GetProperty("grantId").GetString();
        var unknown = await second.RequestAsync("_editoragent/approvals/revoke", $$"""{"sessionId":"{{other}}","grantId":"grant_none"}""");
        Assert.Equal(-32002, CodeOf(unknown));
        await second.RequestAsync("_editoragent/approvals/revoke", $$"""{"sessionId":"{{other}}","grantId":"{{id}}"}""");
        second.Answer = _ => Choose("reject_once");
        File.Delete(Path.Combine(bench.Workspace, "a.txt"));
        await second.PromptAsync(other, "go");
        Assert.Single(second.Seen, frame => MethodOf(frame) == "session/request_permission");
    }

    [Fact]
    public async Task Question_WhenTheClientIsGone_StaysOpenAndIsAnsweredInTheNextProcess()
    {
        await using var bench = Start(Write);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "seed.txt"), "s", TestContext.Current.CancellationToken);
        var (session, question) = await AskAsync(bench);
        await using var next = await bench.RestartAsync();
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        Assert.DoesNotContain("\"permission\"", await JournalAsync(next, session), StringComparison.Ordinal);

        await LoadAsync(next, session);
        var pending = await PendingAsync(next, session);
        Assert.True(pending.GetProperty("isResting").GetBoolean());
        Assert.Equal(question.GetProperty("params").GetProperty("toolCall").GetProperty("toolCallId").GetString(), Of(pending, "toolCallId"));
        var answer = await AnswerAsync(next, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"allow_once" """);

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), TestContext.Current.CancellationToken));
        Assert.EndsWith("Written.", next.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.DoesNotContain(next.Seen, frame => MethodOf(frame) == "session/request_permission");
        await EveryCallHasOneResultAsync(next, session, 2);
        var again = await AnswerAsync(next, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"allow_once" """);
        Assert.Equal(-32002, CodeOf(again));
    }

    [Fact]
    public async Task Question_WhenRejectedInTheNextProcess_TheTurnGoesOnWithThat()
    {
        await using var bench = Start(Write);
        var (session, _) = await AskAsync(bench);
        await using var next = await bench.RestartAsync();
        await LoadAsync(next, session);
        var pending = await PendingAsync(next, session);
        var answer = await AnswerAsync(next, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"reject","feedback":"Not that file." """);

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.EndsWith("It did not work.", next.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.Contains("Not that file.", await JournalAsync(next, session), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
    }

    [Fact]
    public async Task Question_WhenAnEditIsAllowedInTheNextProcess_HappensOnlyIfTheFileIsWhatWasShown()
    {
        foreach (var isChanged in new[] { false, true })
        {
            await using var bench = Start("""
                turns:
                  - {at: 0, answer: {calls: [{tool: read, arguments: {path: a.txt}}]}}
                  - {at: 1, answer: {calls: [{tool: edit, arguments: {path: a.txt, edits: [{old_string: one, new_string: two}]}}]}}
                  - {at: 2, answer: {text: Over.}}
                """);
            var file = Path.Combine(bench.Workspace, "a.txt");
            await File.WriteAllTextAsync(file, "one\n", TestContext.Current.CancellationToken);
            var (session, _) = await AskAsync(bench);
            await using var next = await bench.RestartAsync();
            if (isChanged)
            {
                await File.WriteAllTextAsync(file, "one, and somebody else's\n", TestContext.Current.CancellationToken);
            }

            await LoadAsync(next, session);
            var pending = await PendingAsync(next, session);
            await AnswerAsync(next, session, Of(pending, "requestId"), Of(pending, "shownHash"), """ "outcome":"allow_once" """);
            Assert.Equal(isChanged ? "one, and somebody else's\n" : "two\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.EndsWith("Over.", next.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Question_WhenTheUserGoesOnInstead_EndsTheCallUnrun()
    {
        await using var bench = Start("""
            turns:
              - {at: 0, when: {user_contains: something else}, answer: {text: As you like.}}
              - {at: 0, answer: {calls: [{tool: write, arguments: {path: a.txt, content: one}}, {tool: write, arguments: {path: b.txt, content: one}}]}}
            """);
        var (session, _) = await AskAsync(bench);
        await using var next = await bench.RestartAsync();
        await LoadAsync(next, session);
        var answer = await next.PromptAsync(session, "something else");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        var list = await next.RequestAsync("_editoragent/approvals/list", $$"""{"sessionId":"{{session}}"}""");
        Assert.Empty(list.GetProperty("result").GetProperty("pending").EnumerateArray());
        await EveryCallHasOneResultAsync(next, session, 2);
    }

    private const int PromptId = 3;

    private static async Task<(string Session, JsonElement Question)> AskAsync(AcpDoorBench bench)
    {
        var session = await bench.NewSessionAsync();
        Assert.Equal(PromptId, await bench.SendRequestAsync("session/prompt", Prompt(session, "go")));
        return (session, await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission"));
    }

    private static async Task LoadAsync(AcpDoorBench bench, string session)
    {
        await bench.InitializeAsync();
        var loaded = await bench.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.True(loaded.TryGetProperty("result", out _), loaded.GetRawText());
    }

    private static async Task<JsonElement> PendingAsync(AcpDoorBench bench, string session)
    {
        var list = await bench.RequestAsync("_editoragent/approvals/list", $$"""{"sessionId":"{{session}}"}""");
        return Assert.Single(list.GetProperty("result").GetProperty("pending").EnumerateArray());
    }

    private static Task<JsonElement> AnswerAsync(AcpDoorBench bench, string session, string request, string hash, string rest) =>
        bench.RequestAsync("_editoragent/approvals/answer", $$"""{"sessionId":"{{session}}","requestId":"{{request}}","shownHash":"{{hash}}",{{rest}}}""");

    private static async Task<string> JournalAsync(AcpDoorBench bench, string session) =>
        await File.ReadAllTextAsync(Path.Combine(bench.HomeDirectory, "sessions", session[..4], session, "journal.jsonl"), TestContext.Current.CancellationToken);

    private static async Task EveryCallHasOneResultAsync(AcpDoorBench bench, string session, int calls)
    {
        var ends = (await JournalAsync(bench, session)).Split('\n').Where(line => line.Contains("\"k\":\"tool_end\"", StringComparison.Ordinal))
            .Select(line => line.Split("\"call\":\"")[1].Split('"')[0]).ToList();
        Assert.Equal(calls, ends.Count);
        Assert.Equal(ends.Distinct(), ends);
    }

    private static bool IsAnswer(JsonElement frame, int id) =>
        !frame.TryGetProperty("method", out _) && frame.GetProperty("id").ValueKind == JsonValueKind.Number && frame.GetProperty("id").GetInt32() == id;

    private static string Of(JsonElement pending, string member) => pending.GetProperty(member).GetString()!;

    private static string Prompt(string session, string text) => $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":{{Json(text)}}}]}""";

    private static string Choose(string option) => $$$"""
        "result":{"outcome":{"outcome":"selected","optionId":"{{{option}}}"}}
        """;
}
