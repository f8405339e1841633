using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class UserQuestionTests
{
    private const string WithForms = """{"protocolVersion":1,"clientCapabilities":{"elicitation":{"form":{}}}}""";

    private const string Asks = """
        turns:
          - answer: {calls: [{tool: ask_user, arguments: {question: Which store?, options: [{label: SQLite, description: one file}, {label: Files}]}}]}
          - answer: {text: 'Heard: ${result:(The user.*|Nobody.*|No answer.*)}'}
        """;

    private const string Plans = """
        count: whole_conversation
        turns:
          - answer: {calls: [{tool: exit_plan, arguments: {plan: 1. write a.txt}}]}
          - answer: {text: '${result:(Plan mode is off|They say.*|[Pp]lan mode stays)}'}
        """;

    [Theory]
    [InlineData("""{"action":"accept","content":{"answer":"1"}}""", "The user chose: Files")]
    [InlineData("""{"action":"accept","content":{"words":"Postgres, please"}}""", "The user chose none of these and says: Postgres, please")]
    [InlineData("""{"action":"decline"}""", "The user does not want to answer this. Do not ask it again; decide yourself and say which assumption you made.")]
    [InlineData("""{"action":"accept","content":{"answer":"7"}}""", "No answer came: the question was dismissed. Go on with what needs no answer, or end with the question as text.")]
    public async Task Question_WhereTheClientShowsForms_IsOne(string reply, string heard)
    {
        await using var bench = Start(Asks);
        JsonElement form = default;
        bench.Answer = frame =>
        {
            form = frame.GetProperty("params").Clone();
            return MethodOf(frame) == "elicitation/create" ? $"\"result\":{reply}" : null;
        };
        await bench.RequestAsync("initialize", WithForms);
        var session = await OpenAsync(bench);

        await bench.PromptAsync(session, "go");

        Assert.Equal($"Heard: {heard}", bench.TextOf("agent_message_chunk"));
        Assert.Contains("Which store?", form.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["SQLite", "Files"], form.GetProperty("requestedSchema").GetProperty("properties").GetProperty("answer").GetProperty("oneOf").EnumerateArray().Select(option => option.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Question_WhereItShowsNone_IsAskedLikeAPermissionAndAllowsNothing()
    {
        await using var bench = Start(Asks);
        var options = new List<string?>();
        bench.Answer = frame =>
        {
            options.AddRange(frame.GetProperty("params").GetProperty("options").EnumerateArray().Select(option => option.GetProperty("name").GetString()));
            return """ "result":{"outcome":{"outcome":"selected","optionId":"choice_0"}} """;
        };
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, "go");

        Assert.Equal("Heard: The user chose: SQLite", bench.TextOf("agent_message_chunk"));
        Assert.Equal(["SQLite: one file", "Files", "Do not answer"], options);
    }

    [Theory]
    [InlineData("choice_0", "Plan mode is off", new[] { "plan", "ask" })]
    [InlineData("choice_1", "plan mode stays", new[] { "plan" })]
    [InlineData("reject_once", "plan mode stays", new[] { "plan" })]
    public async Task Plan_WhenItIsProposed_TheClientIsToldOfTheModeThatFollows(string option, string heard, string[] modes)
    {
        await using var bench = Start(Plans);
        bench.Answer = _ => $$$""" "result":{"outcome":{"outcome":"selected","optionId":"{{{option}}}"}} """;
        var session = await bench.NewSessionAsync();
        await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"plan"}""");

        await bench.PromptAsync(session, "go");

        Assert.Equal(heard, bench.TextOf("agent_message_chunk"), ignoreCase: true);
        Assert.Equal(modes, bench.Updates("current_mode_update").Select(update => update.GetProperty("currentModeId").GetString()));
    }

    private static async Task<string> OpenAsync(AcpDoorBench bench) =>
        (await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""")).GetProperty("result").GetProperty("sessionId").GetString()!;
}
