using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ToolDetailsTests
{
    private const string Conversation = """
        turns:
          - answer: {calls: [{tool: read, arguments: {path: a.txt}}]}
          - answer: {calls: [{tool: write, arguments: {path: denied.txt, content: "x"}}]}
          - answer: {calls: [{tool: write, arguments: {path: new.txt, content: "x"}}]}
          - answer: {calls: [{tool: write, arguments: {path: granted.txt, content: "x"}}]}
          - answer: {calls: [{tool: write, arguments: {path: other.txt, content: "x"}}]}
          - answer: {text: Done.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ToolCalls_WhenTheyWereDecided_SayByWhomAndHowLongTheyRan_LiveAndReplayed()
    {
        await using var bench = Start(Conversation);
        var config = Path.Combine(bench.HomeDirectory, "config.toml");
        await File.AppendAllTextAsync(config, """


            [[permission.rules]]
            pattern = "write(denied.txt)"
            decision = "deny"
            reason = "kept as it is"

            [[permission.rules]]
            pattern = "write(granted.txt)"
            decision = "allow"
            """, Token);
        var lines = (await File.ReadAllLinesAsync(config, Token)).ToList();
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), "a\n", Token);
        var choices = new Queue<string>(["allow_once", "reject_once"]);
        bench.Answer = frame => MethodOf(frame) == "session/request_permission"
            ? $$$""" "result":{"outcome":{"outcome":"selected","optionId":"{{{Option(frame, choices.Dequeue())}}}"}} """
            : null;
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");

        var live = Decisions(bench);
        Assert.Equal(
            [
                ("mode", true, "allowed: read-only"),
                ("rule", false, $"denied by rule write(denied.txt) in {config}:{LineOf("write(denied.txt)")}: kept as it is"),
                ("user", true, "allowed once by the user"),
                ("rule", true, $"allowed by rule write(granted.txt) in {config}:{LineOf("write(granted.txt)")}"),
                ("user", false, "rejected by the user"),
            ],
            live);
        Assert.Equal(3, Durations(bench).Count);
        Assert.All(Durations(bench), duration => Assert.InRange(duration, 0, 60_000));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.Equal(live, Decisions(next));
        Assert.Equal(3, Durations(next).Count);

        int LineOf(string pattern) => lines.FindIndex(line => line.Contains($"\"{pattern}\"", StringComparison.Ordinal)) is var at && lines[at - 1].StartsWith("[[", StringComparison.Ordinal) ? at + 1 : -1;
    }

    private static string Option(JsonElement frame, string kind) =>
        frame.GetProperty("params").GetProperty("options").EnumerateArray().First(option => option.GetProperty("kind").GetString() == kind).GetProperty("optionId").GetString()!;

    private static List<(string? By, bool IsAllowed, string? Text)> Decisions(AcpDoorBench bench) =>
    [
        .. Details(bench)
            .Where(details => details.TryGetProperty("decision", out _))
            .Select(details => details.GetProperty("decision"))
            .Select(decision => (decision.GetProperty("by").GetString(), decision.GetProperty("isAllowed").GetBoolean(), decision.GetProperty("text").GetString())),
    ];

    private static List<long> Durations(AcpDoorBench bench) =>
        [.. Details(bench).Where(details => details.TryGetProperty("durationMs", out _)).Select(details => details.GetProperty("durationMs").GetInt64())];

    private static IEnumerable<JsonElement> Details(AcpDoorBench bench) => bench.Updates("tool_call_update")
        .Where(update => update.TryGetProperty("_meta", out _))
        .Select(update => update.GetProperty("_meta").GetProperty("editoragent"));
}
