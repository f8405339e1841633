using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class TurnTests
{
    private const string WriteThenSay = """
        turns:
          - answer: {text: I write., calls: [{tool: write, arguments: {path: a.txt, content: "one\ntwo\n"}}]}
          - {when: {tool_failed: true}, answer: {text: It did not work.}}
          - {at: 1, answer: {text: Written.}}
        """;

    private const string Sleep = """
        turns:
          - answer: {text: I sleep., calls: [{tool: shell, arguments: {command: "echo on > running; sleep 60317"}}]}
          - answer: {text: Slept.}
        """;

    [Fact]
    public async Task Permission_WhenAsked_ShowsTheWholePlanBehindItsToolCall()
    {
        await using var bench = Start(WriteThenSay);
        bench.Answer = frame => Choose("allow_once");
        var session = await bench.NewSessionAsync();
        var answer = await bench.PromptAsync(session, "go");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), TestContext.Current.CancellationToken));
        var call = Assert.Single(bench.Updates("tool_call"));
        Assert.Equal("edit", call.GetProperty("kind").GetString());
        Assert.Equal("write", call.GetProperty("name").GetString());
        Assert.Equal("pending", call.GetProperty("status").GetString());
        Assert.Equal("a.txt", call.GetProperty("rawInput").GetProperty("path").GetString());

        var asked = bench.Seen.FindIndex(frame => MethodOf(frame) == "session/request_permission");
        Assert.True(bench.Seen.FindIndex(frame => KindOf(frame) == "tool_call") < asked);
        var request = bench.Seen[asked].GetProperty("params");
        Assert.Equal(call.GetProperty("toolCallId").GetString(), request.GetProperty("toolCall").GetProperty("toolCallId").GetString());
        var diff = Assert.Single(request.GetProperty("toolCall").GetProperty("content").EnumerateArray(), part => part.GetProperty("type").ValueEquals("diff"));
        Assert.Equal("diff", diff.GetProperty("type").GetString());
        Assert.Equal("one\ntwo\n", diff.GetProperty("newText").GetString());
        Assert.True(Path.IsPathFullyQualified(diff.GetProperty("path").GetString()!));
        Assert.False(diff.TryGetProperty("oldText", out var old) && old.ValueKind != JsonValueKind.Null);
        Assert.Equal("allow_once", request.GetProperty("options")[0].GetProperty("kind").GetString());
        Assert.Equal(["in_progress", "completed"], bench.Updates("tool_call_update").Select(update => update.GetProperty("status").GetString()).Distinct());
    }

    [Fact]
    public async Task Permission_WhenAlwaysIsChosen_NamesTheGrantAndIsNotAskedAgain()
    {
        await using var bench = Start("""
            count: whole_conversation
            turns:
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: one}}]}
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: two}}]}
              - answer: {text: Done.}
            """);
        bench.Answer = frame => Choose("allow_always_0");
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");

        var request = Assert.Single(bench.Seen, frame => MethodOf(frame) == "session/request_permission");
        var always = request.GetProperty("params").GetProperty("options").EnumerateArray().Single(option => option.GetProperty("optionId").GetString() == "allow_always_0");
        Assert.Contains("a.txt", always.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"reject_once\"}}", "end_turn")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"reject_always\"}}", "end_turn")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"Allow once\"}}", "cancelled")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"cancelled\"}}", "cancelled")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"approved_by_future\"}}", "cancelled")]
    [InlineData("\"result\":{}", "cancelled")]
    [InlineData("\"result\":null", "cancelled")]
    [InlineData("\"error\":{\"code\":-32800,\"message\":\"cancelled\"}", "cancelled")]
    [InlineData("\"error\":{\"code\":-32601,\"message\":\"no such method\"}", "cancelled")]
    public async Task Permission_WhenAnythingButAnOfferedAllowComesBack_NothingIsWritten(string reply, string stopReason)
    {
        await using var bench = Start(WriteThenSay);
        bench.Answer = frame => reply;
        var session = await bench.NewSessionAsync();
        var answer = await bench.PromptAsync(session, "go");

        Assert.Equal(stopReason, answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        Assert.Equal("failed", bench.Updates("tool_call_update")[^1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Permission_WhenRejectedForGood_TheSameCallIsNotAskedAgain()
    {
        await using var bench = Start("""
            turns:
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: one}}]}
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: one}}]}
              - answer: {text: I see.}
            """);
        bench.Answer = frame => Choose("reject_always");
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        Assert.Single(bench.Seen, frame => MethodOf(frame) == "session/request_permission");
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
    }

    [Fact]
    public async Task Cancel_WhilePermissionIsOpen_EndsTheTurnAndWithdrawsTheQuestion()
    {
        await using var bench = Start(WriteThenSay);
        var session = await bench.NewSessionAsync();
        var id = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        var question = await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");
        await bench.NotifyAsync("session/cancel", $$"""{"sessionId":"{{session}}"}""");
        var answer = await bench.ReadAnswerAsync(id);
        Assert.Equal("cancelled", answer.GetProperty("result").GetProperty("stopReason").GetString());

        var withdrawn = bench.Seen.FirstOrDefault(frame => MethodOf(frame) == "$/cancel_request");
        if (withdrawn.ValueKind == JsonValueKind.Undefined)
        {
            withdrawn = await bench.ReadUntilAsync(frame => MethodOf(frame) == "$/cancel_request");
        }

        Assert.Equal(question.GetProperty("id").GetRawText(), withdrawn.GetProperty("params").GetProperty("requestId").GetRawText());
        Assert.Equal("end_turn", (await AllowAsync(bench, session)).GetProperty("result").GetProperty("stopReason").GetString());
    }

    [Theory]
    [InlineData("session/cancel")]
    [InlineData("$/cancel_request")]
    public async Task Cancel_WhileACommandRuns_IsCancelledNotAnErrorAndTheProcessIsDead(string how)
    {
        await using var bench = Start(Sleep);
        await bench.TrustAsync();
        bench.Answer = _ => Choose("allow_once");
        var session = await bench.NewSessionAsync();
        await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"yolo"}""");
        var id = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        await bench.ReadUntilAsync(frame => KindOf(frame) == "tool_call_update");
        while (!SleeperLives())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await bench.NotifyAsync(how, how == "session/cancel" ? $$"""{"sessionId":"{{session}}"}""" : $$"""{"requestId":{{id}}}""");
        var answer = await bench.ReadAnswerAsync(id);
        Assert.Equal("cancelled", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.False(SleeperLives());
    }

    /// <summary>Inside the sandbox a program knows itself by another number than we do; its arguments are the same on both sides.</summary>
    private static bool SleeperLives() => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(process + "/cmdline") == "sleep\u000060317\u0000";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    [Fact]
    public async Task Cancel_WhenTheClientReadsNothing_EndsTheTurn()
    {
        await using var bench = Start("""
            turns:
              - repeat: {count: 200, answer: {calls: [{tool: read, arguments: {path: long.txt}}]}}
              - answer: {text: Done.}
            """, outputLimit: 4_000);
        await bench.TrustAsync();
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "long.txt"), string.Concat(Enumerable.Repeat("a line of some length\n", 500)), TestContext.Current.CancellationToken);
        var session = await bench.NewSessionAsync();
        await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"yolo"}""");
        await bench.ReadUpdateAsync("current_mode_update");
        await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        await bench.Client.OutputIsFullAsync();
        await bench.NotifyAsync("session/cancel", $$"""{"sessionId":"{{session}}"}""");
        await bench.TurnEndedInJournalAsync(session);
    }

    [Fact]
    public async Task Cancel_RightBehindThePrompt_IsNotLost()
    {
        await using var bench = Start(Sleep);
        await bench.TrustAsync();
        bench.Answer = _ => Choose("allow_once");
        var session = await bench.NewSessionAsync();
        await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"yolo"}""");
        for (var round = 0; round < 5; round++)
        {
            var id = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
            await bench.NotifyAsync("session/cancel", $$"""{"sessionId":"{{session}}"}""");
            Assert.Equal("cancelled", (await bench.ReadAnswerAsync(id)).GetProperty("result").GetProperty("stopReason").GetString());
        }
    }

    [Fact]
    public async Task Cancel_WhenNothingRunsOrSessionIsUnknown_IsIgnored()
    {
        await using var bench = Start(WriteThenSay);
        var session = await bench.NewSessionAsync();
        await bench.NotifyAsync("session/cancel", $$"""{"sessionId":"{{session}}"}""");
        await bench.NotifyAsync("session/cancel", """{"sessionId":"nonsense"}""");
        Assert.Equal("end_turn", (await AllowAsync(bench, session)).GetProperty("result").GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task Prompt_WhileATurnRuns_IsRefusedAndTheTurnGoesOn()
    {
        await using var bench = Start(WriteThenSay);
        var session = await bench.NewSessionAsync();
        var first = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        var question = await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");
        var second = await bench.RequestAsync("session/prompt", Prompt(session, "again"));
        Assert.Equal(-32600, CodeOf(second));
        Assert.Contains("session/cancel", second.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        await bench.Client.SendAsync($$"""{"jsonrpc":"2.0","id":{{question.GetProperty("id").GetRawText()}},{{Choose("allow_once")}}}""");
        Assert.Equal("end_turn", (await bench.ReadAnswerAsync(first)).GetProperty("result").GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task Steer_WhileATurnRuns_ReachesTheModelAndOtherwiseIsRefused()
    {
        await using var bench = Start("""
            turns:
              - {when: {user_contains: hurry}, answer: {text: I hurry.}}
              - {at: 0, answer: {calls: [{tool: write, arguments: {path: a.txt, content: x}}]}}
            """);
        var session = await bench.NewSessionAsync();
        Assert.Equal(-32600, CodeOf(await bench.RequestAsync("_editoragent/session/steer", Prompt(session, "hurry"))));
        var id = await bench.SendRequestAsync("session/prompt", Prompt(session, "go"));
        var question = await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");
        Assert.True((await bench.RequestAsync("_editoragent/session/steer", Prompt(session, "please hurry"))).TryGetProperty("result", out _));
        await bench.Client.SendAsync($$"""{"jsonrpc":"2.0","id":{{question.GetProperty("id").GetRawText()}},{{Choose("reject_once")}}}""");
        await bench.ReadAnswerAsync(id);
        Assert.Equal("I hurry.", bench.TextOf("agent_message_chunk"));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        Assert.Equal(["go", "please hurry"], next.Updates("user_message_chunk").Select(update => update.GetProperty("content").GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Prompt_WhenTheModelFails_IsAnErrorInOneLineAndTheSessionStaysUsable()
    {
        await using var bench = Start("""
            turns:
              - {when: {user_contains: good}, answer: {text: Fine.}}
            """);
        var session = await bench.NewSessionAsync();
        var failed = await bench.PromptAsync(session, "bad");
        Assert.Equal(-32603, CodeOf(failed));
        Assert.Contains("no answer", failed.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("end_turn", (await bench.PromptAsync(session, "good")).GetProperty("result").GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task UndoTurn_AfterAChange_RestoresAndNamesTheFiles()
    {
        await using var bench = Start(WriteThenSay);
        bench.Answer = frame => Choose("allow_once");
        var session = await bench.NewSessionAsync();
        var turn = (await bench.PromptAsync(session, "go")).GetProperty("result").GetProperty("_meta").GetProperty("editoragent").GetProperty("turnId").GetString();
        var undone = await bench.RequestAsync("_editoragent/session/undo_turn", $$"""{"sessionId":"{{session}}","turnId":"{{turn}}"}""");

        Assert.Equal(Path.Combine(bench.Workspace, "a.txt"), Assert.Single(undone.GetProperty("result").GetProperty("restored").EnumerateArray()).GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/session/undo_turn", $$"""{"sessionId":"{{session}}","turnId":"turn_other"}""")));
    }

    [Fact]
    public async Task SlashUndo_AfterAChange_RestoresWithoutAskingTheModel()
    {
        await using var bench = Start(WriteThenSay);
        bench.Answer = frame => Choose("allow_once");
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        var answer = await bench.PromptAsync(session, "/undo");
        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Contains("restored `a.txt`", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
    }

    private static async Task<JsonElement> AllowAsync(AcpDoorBench bench, string session)
    {
        bench.Answer = frame => Choose("allow_once");
        return await bench.PromptAsync(session, "go");
    }

    private static string Choose(string option) => $$$"""
        "result":{"outcome":{"outcome":"selected","optionId":"{{{option}}}"}}
        """;

    private static string Prompt(string session, string text) => $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":{{Json(text)}}}]}""";
}
