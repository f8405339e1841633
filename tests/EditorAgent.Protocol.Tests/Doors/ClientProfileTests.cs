using System.Text.Json;
using EditorAgent.Host.AgentClientProtocol;
using EditorAgent.Protocol.Lifecycle;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>A whole small conversation with each client that is known to differ, held to what it said of itself in <c>initialize</c>.</summary>
public sealed class ClientProfileTests
{
    private const string ReadAndWrite = """
        turns:
          - answer: {reasoning: I look., text: Looking., calls: [{tool: read, arguments: {path: a.txt}}, {tool: update_plan, arguments: {entries: [{content: Look, status: completed, priority: high}]}}]}
          - answer: {calls: [{tool: write, arguments: {path: b.txt, content: "seen\n"}}, {tool: shell, arguments: {command: 'true'}}]}
          - answer: {text: Done.}
        """;

    private static readonly string[] Files = ["fs/read_text_file", "fs/write_text_file"];

    [Theory]
    [InlineData("minimal")]
    [InlineData("zed")]
    [InlineData("jetbrains-2026.1")]
    [InlineData("jetbrains-2026.2")]
    public async Task Conversation_WithEachClient_CallsOnlyWhatItServesAndTellsOnlyWhatItShows(string profile)
    {
        await using var bench = Start(ReadAndWrite);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), "a", TestContext.Current.CancellationToken);
        bench.Answer = frame => Answer(frame, bench.Workspace);
        await bench.InitializeAsync(profile);
        var seen = bench.Seen.Count;

        // JetBrains hands its own server over as a launcher that may end at once without a word.
        var idea = """[{"name":"idea","command":"/bin/true","args":["stdioMcpServer"],"env":[{"name":"IJ_MCP_SERVER_PORT","value":"64342"}]}]""";
        var opened = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":{{idea}}}""");
        var session = opened.GetProperty("result").GetProperty("sessionId").GetString()!;
        Assert.DoesNotContain(bench.Seen.Skip(seen).TakeWhile(frame => frame.ToString() != opened.ToString()), frame => MethodOf(frame) is not null);
        var answer = await bench.PromptAsync(session, "look");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Equal("seen\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "b.txt"), TestContext.Current.CancellationToken));
        var asked = bench.Seen.Where(frame => frame.TryGetProperty("id", out _)).Select(MethodOf).OfType<string>().Distinct().Order();
        Assert.Equal(profile == "minimal" ? ["session/request_permission"] : [.. Files, "session/request_permission"], asked);
        Assert.Equal(["session/update"], bench.Seen.Where(frame => !frame.TryGetProperty("id", out _)).Select(MethodOf).Distinct());
        string[] gated = ["notice", "compaction_update", "compaction_summary_chunk"];
        Assert.DoesNotContain(bench.Seen.Select(KindOf), kind => gated.Contains(kind) && profile != "jetbrains-2026.2");
        Assert.Equal(profile != "jetbrains-2026.1", opened.GetProperty("result").TryGetProperty("configOptions", out _));
    }

    /// <summary>Menus break in one release of one maker; every other client gets them.</summary>
    [Theory]
    [InlineData("""{"name":"JetBrains.Rider","version":"2026.1"}""", true)]
    [InlineData("""{"name":"jetbrains-air","version":"2026.1.4 EAP"}""", true)]
    [InlineData("""{"name":"IntelliJ IDEA","version":"2026.1.2","_meta":{"platform":"intellij"}}""", true)]
    [InlineData("""{"name":"IntelliJ IDEA","version":"2026.1.2"}""", false)]
    [InlineData("""{"name":"IntelliJ IDEA","version":"2026.1.2","_meta":{"platform":7}}""", false)]
    [InlineData("""{"name":"IntelliJ IDEA","version":"2026.1.2","_meta":["intellij"]}""", false)]
    [InlineData("""{"name":"JetBrains.Rider","version":"2026.2"}""", false)]
    [InlineData("""{"name":"JetBrains.Rider","version":"2025.3.1"}""", false)]
    [InlineData("""{"name":"zed","version":"2026.1"}""", false)]
    public void BreaksOnConfigOptions_OfEveryNameAndVersion_IsSoForJetBrains20261Only(string client, bool expected)
    {
        var request = JsonSerializer.Deserialize<InitializeParams>($$"""{"protocolVersion":1,"clientInfo":{{client}}}""", AcpJson.Options)!;
        Assert.Equal(expected, ClientProfile.Of(request).BreaksOnConfigOptions);
    }

    private static string Answer(JsonElement frame, string workspace)
    {
        var parameters = frame.GetProperty("params");
        switch (MethodOf(frame))
        {
            case "session/request_permission":
                var once = parameters.GetProperty("options").EnumerateArray().First(option => option.GetProperty("kind").ValueEquals("allow_once"));
                return $$$""" "result":{"outcome":{"outcome":"selected","optionId":{{{once.GetProperty("optionId").GetRawText()}}} }} """;
            case "fs/read_text_file" when Path.Combine(workspace, parameters.GetProperty("path").GetString()!) is var file && File.Exists(file):
                return $$""" "result":{"content":{{Json(File.ReadAllText(file))}}} """;
            case "fs/read_text_file":
                return """ "error":{"code":-32002,"message":"no such file"} """;
            case "fs/write_text_file":
                File.WriteAllText(parameters.GetProperty("path").GetString()!, parameters.GetProperty("content").GetString());
                return """ "result":{} """;
            default:
                // What generic clients say to what they do not know.
                return """ "error":{"code":-32601,"message":"Method not found"} """;
        }
    }
}
