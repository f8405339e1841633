using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class SubagentTests
{
    private const string Delegates = """
        turns:
          - {at: 0, when: {user_contains: delegate}, answer: {calls: [{tool: agent, arguments: {description: count them, prompt: count the files, profile: explore}}]}}
          - {at: 1, when: {user_contains: delegate}, answer: {text: 'It says ${result:(There are [a-z]+)}.'}}
          - {at: 0, when: {user_contains: count the files}, answer: {calls: [{tool: glob, arguments: {pattern: '*.txt'}}]}}
          - {at: 1, when: {user_contains: count the files}, answer: {text: There are two.}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_OfASubagent_ShowsItsStepsAndWhatItTook_LiveAndReplayed()
    {
        await using var bench = Start(Delegates);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), "a\n", Token);
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, "delegate it");

        Assert.Equal("It says There are two.", bench.TextOf("agent_message_chunk"));
        Assert.Contains(bench.Updates("tool_call_update"), update => update.TryGetProperty("content", out var content) && content.GetRawText().Contains("*.txt", StringComparison.Ordinal));
        var live = Subagents(bench);
        Assert.Equal([("explore", 0), ("explore", 2)], live.Select(details => (details.GetProperty("profile").GetString(), details.GetProperty("steps").GetInt32())));
        Assert.InRange(live[1].GetProperty("tokens").GetInt64(), 1, 1_000_000);

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.Equal(live.Select(details => details.GetRawText()), Subagents(next).Select(details => details.GetRawText()));
        var listed = (await next.RequestAsync("session/list", "{}")).GetProperty("result").GetProperty("sessions");
        Assert.Equal(session, Assert.Single(listed.EnumerateArray()).GetProperty("sessionId").GetString());
    }

    [Fact]
    public async Task Transcript_OfASubagent_IsItsConversation()
    {
        await using var bench = Start(Delegates);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "delegate it");
        var id = Subagents(bench)[0].GetProperty("sessionId").GetString();

        var answer = (await bench.RequestAsync("_editoragent/subagents/transcript", $$"""{"sessionId":"{{session}}","subagentId":"{{id}}"}""")).GetProperty("result");

        var kinds = answer.GetProperty("updates").EnumerateArray().Select(update => update.GetProperty("sessionUpdate").GetString()).ToList();
        Assert.Equal(["user_message_chunk", "tool_call", "tool_call_update", "tool_call_update", "agent_message_chunk"], kinds.Where(kind => kind != "session_info_update"));
        Assert.False(answer.GetProperty("isPartial").GetBoolean());
        var other = await bench.RequestAsync("_editoragent/subagents/transcript", $$"""{"sessionId":"{{session}}","subagentId":"{{session}}"}""");
        Assert.Contains("no subagent", other.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static List<JsonElement> Subagents(AcpDoorBench bench) =>
    [
        .. bench.Updates("tool_call_update")
            .Where(update => update.TryGetProperty("_meta", out var meta) && meta.GetProperty("editoragent").TryGetProperty("subagent", out _))
            .Select(update => update.GetProperty("_meta").GetProperty("editoragent").GetProperty("subagent")),
    ];
}
