using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class SessionTests
{
    private const string ReadAndSay = """
        turns:
          - answer: {reasoning: I look., text: Looking., calls: [{tool: read, arguments: {path: a.txt}}, {tool: update_plan, arguments: {entries: [{content: Look, status: completed, priority: high}]}}]}
          - answer: {text: Seen.}
        """;

    [Fact]
    public async Task LoadSession_AfterARestart_ReplaysTheWholeHistoryBeforeItsAnswer()
    {
        await using var bench = Start(ReadAndSay);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), "content", TestContext.Current.CancellationToken);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "look at it");

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        var loaded = await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");

        Assert.Equal("ask", loaded.GetProperty("result").GetProperty("modes").GetProperty("currentModeId").GetString());
        Assert.Equal("look at it", next.TextOf("user_message_chunk"));
        Assert.Equal("Looking.Seen.", next.TextOf("agent_message_chunk"));
        Assert.Equal("I look.", next.TextOf("agent_thought_chunk"));
        Assert.Equal(2, next.Updates("tool_call").Count);
        Assert.Equal(2, next.Updates("tool_call_update").Count(update => update.GetProperty("status").GetString() == "completed"));
        Assert.Single(next.Updates("plan"));
        Assert.Equal(
            Shape(bench.Seen.Where(frame => KindOf(frame) is "tool_call" or "plan")),
            Shape(next.Seen.Where(frame => KindOf(frame) is "tool_call" or "plan")));
        await next.ReadUpdateAsync("usage_update");
        Assert.Equal("end_turn", (await next.PromptAsync(session, "again")).GetProperty("result").GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task ResumeSession_AfterARestart_ReplaysNothing()
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "look at it");

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        var resumed = await next.RequestAsync("session/resume", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}}}""");
        Assert.True(resumed.TryGetProperty("result", out _));
        Assert.Equal("end_turn", (await next.PromptAsync(session, "again")).GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Empty(next.Updates("user_message_chunk"));
        Assert.Equal("Looking.Seen.", next.TextOf("agent_message_chunk"));
    }

    [Fact]
    public async Task LoadSession_WhenItIsOpenHere_OpensItAfresh()
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "one");
        var loaded = await bench.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.True(loaded.TryGetProperty("result", out _));
        Assert.Equal("one", bench.TextOf("user_message_chunk"));
    }

    [Fact]
    public async Task ListSessions_WithMoreThanAPage_GivesEachOnceNewestFirst()
    {
        await using var bench = Start(ReadAndSay);
        await bench.InitializeAsync();
        var made = new List<string>();
        for (var i = 0; i < 53; i++)
        {
            var answer = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
            made.Add(answer.GetProperty("result").GetProperty("sessionId").GetString()!);
            await bench.RequestAsync("session/close", $$"""{"sessionId":"{{made[^1]}}"}""");
        }

        var first = (await bench.RequestAsync("session/list", "{}")).GetProperty("result");
        Assert.Equal(50, first.GetProperty("sessions").GetArrayLength());
        var second = (await bench.RequestAsync("session/list", $$"""{"cursor":{{first.GetProperty("nextCursor").GetRawText()}}}""")).GetProperty("result");
        Assert.False(second.TryGetProperty("nextCursor", out _));
        var listed = first.GetProperty("sessions").EnumerateArray().Concat(second.GetProperty("sessions").EnumerateArray()).ToList();
        Assert.Equal(made.Order(), listed.Select(item => item.GetProperty("sessionId").GetString()).Order());
        Assert.All(listed, item => Assert.Equal(bench.Workspace, item.GetProperty("cwd").GetString()));
        Assert.Equal(0, (await bench.RequestAsync("session/list", """{"cwd":"/somewhere/else"}""")).GetProperty("result").GetProperty("sessions").GetArrayLength());
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("session/list", """{"cursor":"20000101-000000000-aaaaaaaa"}""")));
    }

    [Fact]
    public async Task DeleteSession_WhenOpen_ClosesAndRemovesIt()
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        Assert.True((await bench.RequestAsync("session/delete", $$"""{"sessionId":"{{session}}"}""")).TryGetProperty("result", out _));
        Assert.Equal(0, (await bench.RequestAsync("session/list", "{}")).GetProperty("result").GetProperty("sessions").GetArrayLength());
        Assert.Equal(-32002, CodeOf(await bench.PromptAsync(session, "x")));
    }

    [Fact]
    public async Task CloseSession_WhileATurnRuns_CancelsItAndKeepsTheHistory()
    {
        await using var bench = Start("""
            turns:
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: x}}]}
            """);
        var session = await bench.NewSessionAsync();
        var id = await bench.SendRequestAsync("session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":"go"}]}""");
        await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");
        var close = await bench.SendRequestAsync("session/close", $$"""{"sessionId":"{{session}}"}""");
        var prompt = await bench.ReadAnswerAsync(id);
        Assert.Equal("cancelled", prompt.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.True((await bench.ReadAnswerAsync(close)).TryGetProperty("result", out _));
        Assert.Equal(1, (await bench.RequestAsync("session/list", "{}")).GetProperty("result").GetProperty("sessions").GetArrayLength());
    }

    [Theory]
    [InlineData("zed", true)]
    [InlineData("minimal", true)]
    [InlineData("jetbrains-2026.1", false)]
    [InlineData("jetbrains-2026.2", true)]
    public async Task NewSession_ForEachClient_OffersModesModelsAndConfigOptionsWhereTheyDoNoHarm(string profile, bool hasOptions)
    {
        await using var bench = Start(ReadAndSay);
        await bench.InitializeAsync(profile);
        var result = (await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""")).GetProperty("result");

        Assert.Equal(["plan", "ask", "accept-edits", "yolo"], result.GetProperty("modes").GetProperty("availableModes").EnumerateArray().Select(mode => mode.GetProperty("id").GetString()));
        Assert.Equal("first", result.GetProperty("models").GetProperty("currentModelId").GetString());
        Assert.Equal(hasOptions, result.TryGetProperty("configOptions", out var options));
        if (hasOptions)
        {
            Assert.Equal(["mode", "model"], options.EnumerateArray().Select(option => option.GetProperty("category").GetString()));
            Assert.All(options.EnumerateArray(), option => Assert.Equal("select", option.GetProperty("type").GetString()));
        }

        var session = result.GetProperty("sessionId").GetString();
        await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"plan"}""");
        await bench.PromptAsync(session!, "x");
        Assert.Equal("plan", Assert.Single(bench.Updates("current_mode_update")).GetProperty("currentModeId").GetString());
        Assert.Equal(hasOptions ? 1 : 0, bench.Updates("config_option_update").Count);
    }

    [Fact]
    public async Task SetConfigOption_WhenValid_AnswersTheCompleteStateAndSurvivesARestart()
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        var answer = await bench.RequestAsync("session/set_config_option", $$"""{"sessionId":"{{session}}","configId":"model","value":"second"}""");
        var options = answer.GetProperty("result").GetProperty("configOptions").EnumerateArray().ToList();
        Assert.Equal(["ask", "second"], options.Select(option => option.GetProperty("currentValue").GetString()));
        Assert.True((await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"accept-edits"}""")).TryGetProperty("result", out _));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        var loaded = (await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""")).GetProperty("result");
        Assert.Equal("accept-edits", loaded.GetProperty("modes").GetProperty("currentModeId").GetString());
        Assert.Equal("second", loaded.GetProperty("models").GetProperty("currentModelId").GetString());
    }

    [Theory]
    [InlineData("session/set_mode", "'modeId':'fast'")]
    [InlineData("session/set_model", "'modelId':'third'")]
    [InlineData("session/set_config_option", "'configId':'mode','value':'fast'")]
    [InlineData("session/set_config_option", "'configId':'model','value':'third'")]
    [InlineData("session/set_config_option", "'configId':'colour','value':'red'")]
    [InlineData("session/set_config_option", "'configId':'mode','type':'boolean','value':true")]
    [InlineData("session/prompt", "'prompt':[]")]
    [InlineData("session/prompt", "'prompt':[{'type':'audio','mimeType':'audio/wav','data':'AAAA'}]")]
    [InlineData("session/prompt", "'prompt':[{'type':'image','mimeType':'image/png','data':'not base64!'}]")]
    [InlineData("session/prompt", "'prompt':[{'type':'hologram'}]")]
    [InlineData("session/prompt", "'prompt':'text'")]
    public async Task Request_WhenAValueCannotBeUsed_IsInvalidParams(string method, string rest)
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        var answer = await bench.RequestAsync(method, $$"""{"sessionId":"{{session}}",{{rest.Replace('\'', '"')}}}""");
        Assert.Equal(-32602, CodeOf(answer));
    }

    [Fact]
    public async Task Prompt_WithEveryKindOfContent_ReachesTheSession()
    {
        await using var bench = Start(ReadAndSay);
        var session = await bench.NewSessionAsync();
        await bench.RequestAsync("session/prompt", $$"""
            {"sessionId":"{{session}}","prompt":[
              {"type":"text","text":"look"},
              {"type":"resource_link","name":"a file","uri":"file:///src/a%20b.cs"},
              {"type":"resource","resource":{"uri":"file:///src/c.cs","text":"class C;"} },
              {"type":"image","mimeType":"image/png","data":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="}]}
            """);
        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        var parts = next.Updates("user_message_chunk").Select(update => update.GetProperty("content")).ToList();
        Assert.Equal("look", parts[0].GetProperty("text").GetString());
        Assert.Contains("/src/a b.cs", parts[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("class C;", parts[2].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", parts[3].GetProperty("data").GetString());
    }

    [Theory]
    [InlineData("minimal")]
    [InlineData("jetbrains-2026.2")]
    public async Task NewSession_WithMcpServers_ListsThemAndStartsNoneThatNobodyApproved(string profile)
    {
        await using var bench = Start(ReadAndSay);
        await bench.InitializeAsync(profile);
        var servers = """[{"type":"http","name":"wiki","url":"http://localhost/","headers":[{"name":"X-Key","value":"s3cret"}]},{"type":"acp","name":"new","serverId":"x"}]""";
        var answer = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":{{servers}}}""");
        var session = answer.GetProperty("result").GetProperty("sessionId").GetString()!;

        var listed = await ListAsync(bench, session);
        for (var looks = 0; looks < 1_000 && StateOf(listed) is "pending" or "connecting"; looks++)
        {
            listed = await ListAsync(bench, session);
        }

        Assert.Equal("needs_trust", StateOf(listed));
        var wiki = listed.GetProperty("servers")[0];
        Assert.Equal("client", wiki.GetProperty("scope").GetString());
        Assert.Contains("http://localhost/", wiki.GetProperty("trustLines").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", listed.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("unknown kind", listed.GetProperty("problems").GetRawText(), StringComparison.Ordinal);
        await bench.PromptAsync(session, "x");
    }

    private static async Task<JsonElement> ListAsync(AcpDoorBench bench, string session) =>
        (await bench.RequestAsync("_editoragent/mcp/list", $$"""{"sessionId":{{Json(session)}}}""")).GetProperty("result");

    private static string StateOf(JsonElement listed) => listed.GetProperty("servers")[0].GetProperty("state").GetString()!;

    private static IEnumerable<string> Shape(IEnumerable<JsonElement> frames) =>
        frames.Select(frame => frame.GetProperty("params").GetProperty("update").GetRawText()).Order();
}
