using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class HistoryTests
{
    private const string TwoTurns = """
        turns:
          - answer: {text: The first answer.}
          - answer: {text: The second answer.}
          - answer: {text: The third answer.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OfSessionsOpenOrNot_FindsWhatWasSaid()
    {
        await using var bench = Start(TwoTurns);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "Where is the invoice\ncomputed?");

        var found = (await AskAsync(bench, "search", $$"""{"query":"FIRST invoice","cwd":{{Json(bench.Workspace)}}}""")).GetProperty("sessions").EnumerateArray().Single();

        Assert.Equal((session, "Where is the invoice", 1), (Text(found, "sessionId"), Text(found, "title"), found.GetProperty("turns").GetInt32()));
        Assert.Equal("Where is the invoice computed?", Text(found, "snippet"));
        Assert.Equal(0, (await AskAsync(bench, "search", """{"query":"invoice","cwd":"/elsewhere"}""")).GetProperty("sessions").GetArrayLength());
    }

    [Fact]
    public async Task Fork_BeforeATurnThatTheReplayNames_IsASessionOfItsOwn()
    {
        await using var bench = Start(TwoTurns);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "one");
        var second = TurnOf((await bench.PromptAsync(session, "two")).GetProperty("result"));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await LoadAsync(next, session);
        Assert.Equal(second, TurnOf(next.Updates("user_message_chunk")[1]));
        var fork = Text(await AskAsync(next, "fork", $$"""{"sessionId":"{{session}}","turnId":"{{second}}"}"""), "sessionId")!;
        next.Seen.Clear();
        await LoadAsync(next, fork);
        Assert.Equal("one", next.TextOf("user_message_chunk"));
        Assert.Equal("The first answer.", next.TextOf("agent_message_chunk"));

        await next.PromptAsync(fork, "another way");
        next.Seen.Clear();
        await LoadAsync(next, session);
        Assert.Equal("onetwo", next.TextOf("user_message_chunk"));
        Assert.Equal(-32602, CodeOf(await next.RequestAsync("_editoragent/sessions/fork", $$"""{"sessionId":"{{session}}","turnId":"none"}""")));
        Assert.Equal(-32002, CodeOf(await next.RequestAsync("_editoragent/sessions/fork", """{"sessionId":"../x"}""")));
    }

    [Fact]
    public async Task Archive_OfASession_LeavesItOutOfListsUntilItIsTakenBack()
    {
        await using var bench = Start(TwoTurns);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "Where is the invoice?");

        await AskAsync(bench, "archive", $$"""{"sessionId":"{{session}}","archived":true}""");

        Assert.Equal(0, await CountAsync("{}"));
        Assert.Equal(0, (await AskAsync(bench, "search", """{"query":"invoice"}""")).GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, (await AskAsync(bench, "search", """{"query":"invoice","archived":true}""")).GetProperty("sessions").GetArrayLength());
        await AskAsync(bench, "archive", $$"""{"sessionId":"{{session}}","archived":false}""");
        Assert.Equal(1, await CountAsync("{}"));

        async Task<int> CountAsync(string request) => (await bench.RequestAsync("session/list", request)).GetProperty("result").GetProperty("sessions").GetArrayLength();
    }

    [Fact]
    public async Task Export_OfAnOpenSession_IsMarkdownWithAFileName()
    {
        await using var bench = Start(TwoTurns);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "What is / this?");

        var exported = await AskAsync(bench, "export", $$"""{"sessionId":"{{session}}","format":"markdown"}""");

        Assert.Equal("what-is-this.md", Text(exported, "suggestedName"));
        Assert.Contains("## Agent\n\nThe first answer.", Text(exported, "text"), StringComparison.Ordinal);
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/sessions/export", $$"""{"sessionId":"{{session}}","format":"html"}""")));
        Assert.Equal(-32002, CodeOf(await bench.RequestAsync("_editoragent/sessions/export", """{"sessionId":"none","format":"markdown"}""")));
    }

    [Fact]
    public async Task Rename_OfASession_IsToldAndStays()
    {
        await using var bench = Start(TwoTurns);
        var session = await bench.NewSessionAsync();
        var renamed = await AskAsync(bench, "rename", $$"""{"sessionId":"{{session}}","title":"  My\n session "}""");
        Assert.Equal("My session", Text(renamed, "title"));
        await bench.PromptAsync(session, "one");
        Assert.Equal(["My session"], bench.Updates("session_info_update").Select(update => Text(update, "title")));
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/sessions/rename", $$"""{"sessionId":"{{session}}","title":" "}""")));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await AskAsync(next, "rename", $$"""{"sessionId":"{{session}}","title":"Closed, and renamed"}""");
        var listed = await next.RequestAsync("session/list", "{}");
        Assert.Equal("Closed, and renamed", Text(listed.GetProperty("result").GetProperty("sessions")[0], "title"));
    }

    private static Task<JsonElement> LoadAsync(AcpDoorBench bench, string session) =>
        bench.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");

    private static async Task<JsonElement> AskAsync(AcpDoorBench bench, string method, string parameters) =>
        (await bench.RequestAsync("_editoragent/sessions/" + method, parameters)).GetProperty("result");

    private static string? TurnOf(JsonElement item) => Text(item.GetProperty("_meta").GetProperty("editoragent"), "turnId");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
