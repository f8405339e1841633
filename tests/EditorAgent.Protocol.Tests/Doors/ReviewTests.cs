using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ReviewTests
{
    private const string Writes = """
        turns:
          - answer: {calls: [{tool: read, arguments: {path: a.txt}}]}
          - answer: {calls: [{tool: write, arguments: {path: a.txt, content: "ONE\ntwo\nthree\nfour\nFIVE\n"}}]}
          - answer: {text: Done.}
        """;

    private const string Creates = """
        turns:
          - answer: {calls: [{tool: write, arguments: {path: b.txt, content: "new\n"}}, {tool: write, arguments: {path: d/c.txt, content: "new\n"}}]}
          - answer: {text: Done.}
        """;

    private const string Before = "one\ntwo\nthree\nfour\nfive\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Review_OfATurn_ListsKeepsAndUndoesHunksAndTellsWhoWatches()
    {
        await using var bench = Start(Writes);
        var session = await OpenAsync(bench, """{"editoragent":{"review":1}}""");
        await bench.PromptAsync(session, "go");
        var file = Path.Combine(bench.Workspace, "a.txt");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace("three", "mine", StringComparison.Ordinal), Token);

        var listed = await ListAsync(bench, session);
        var hunks = listed.GetProperty("files")[0].GetProperty("hunks").EnumerateArray().ToList();
        Assert.Equal((file, "changed"), (listed.GetProperty("files")[0].GetProperty("path").GetString(), listed.GetProperty("files")[0].GetProperty("standing").GetString()));
        Assert.Equal([("one\n", "ONE\n", 1), ("five\n", "FIVE\n", 5)], hunks.Select(hunk => (Text(hunk, "oldText"), Text(hunk, "newText"), hunk.GetProperty("newStart").GetInt32())));
        Assert.Equal(bench.Updates("tool_call")[1].GetProperty("toolCallId").GetString(), Text(hunks[0].GetProperty("authors")[0], "toolCallId"));
        Assert.Equal("one\ntwo\nmine\nfour\nfive\n", await BaselineAsync(bench, session, file));

        var kept = await AskAsync(bench, "_editoragent/review/keep", $$"""{"sessionId":"{{session}}","hunkIds":["{{Text(hunks[0], "hunkId")}}"]}""");
        Assert.Equal(Text(hunks[0], "hunkId"), kept.GetProperty("judged")[0].GetString());
        var undone = await AskAsync(bench, "_editoragent/review/undo", $$"""{"sessionId":"{{session}}","path":{{Json(file)}}}""");
        Assert.Equal("ONE\ntwo\nmine\nfour\nfive\n", await File.ReadAllTextAsync(file, Token));
        Assert.Equal(0, (await ListAsync(bench, session)).GetProperty("files").GetArrayLength());

        await AskAsync(bench, "_editoragent/session/undo_turn", $$"""{"sessionId":"{{session}}","turnId":"{{Text(undone, "undoTurnId")}}"}""");
        Assert.Equal("ONE\ntwo\nmine\nfour\nFIVE\n", await File.ReadAllTextAsync(file, Token));
        while (bench.Seen.Count(seen => MethodOf(seen) == "_editoragent/review/changed") < 5)
        {
            await bench.ReadUntilAsync(_ => true);
        }
    }

    [Fact]
    public async Task Restore_ToBeforeATurn_TakesWhatItCreatedBack()
    {
        await using var bench = Start(Creates);
        var session = await OpenAsync(bench, "{}");
        await bench.PromptAsync(session, "go");
        var turns = (await ListAsync(bench, session)).GetProperty("turns").EnumerateArray().Select(turn => Text(turn, "turnId")).ToList();

        var restored = await AskAsync(bench, "_editoragent/review/restore", $$"""{"sessionId":"{{session}}","turnId":"{{turns[0]}}"}""");

        Assert.Equal(2, restored.GetProperty("restored").GetArrayLength());
        Assert.Equal(["a.txt"], Directory.GetFiles(bench.Workspace, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        await AskAsync(bench, "_editoragent/session/undo_turn", $$"""{"sessionId":"{{session}}","turnId":"{{Text(restored, "undoTurnId")}}"}""");
        Assert.Equal(3, Directory.GetFiles(bench.Workspace, "*", SearchOption.AllDirectories).Length);
        Assert.DoesNotContain(bench.Seen, frame => MethodOf(frame) == "_editoragent/review/changed");
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/review/restore", $$"""{"sessionId":"{{session}}","turnId":"none"}""")));
    }

    [Fact]
    public async Task Review_OfWhatIsNotThere_TouchesNothingAndSaysSo()
    {
        await using var bench = Start(Writes);
        var session = await OpenAsync(bench, "{}");
        await bench.PromptAsync(session, "go");

        var undone = await AskAsync(bench, "_editoragent/review/undo", $$"""{"sessionId":"{{session}}","hunkIds":["hunk_of_yesterday"]}""");

        Assert.Equal("hunk_of_yesterday", Text(undone.GetProperty("refused")[0], "subject"));
        Assert.StartsWith("ONE", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), Token), StringComparison.Ordinal);
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/review/keep", $$"""{"sessionId":"{{session}}","hunkIds":[],"path":"/x"}""")));
        Assert.Equal(-32002, CodeOf(await bench.RequestAsync("_editoragent/review/list", """{"sessionId":"none"}""")));
        Assert.False((await AskAsync(bench, "_editoragent/review/baseline", $$"""{"sessionId":"{{session}}","path":"/etc/passwd"}""")).TryGetProperty("text", out _));
    }

    private static async Task<string> OpenAsync(AcpDoorBench bench, string meta)
    {
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), Before, Token);
        bench.Answer = frame => MethodOf(frame) == "session/request_permission" ? """ "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}} """ : null;
        await bench.RequestAsync("initialize", $$$"""{"protocolVersion":1,"clientCapabilities":{"_meta":{{{meta}}}}}""");
        var answer = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        return answer.GetProperty("result").GetProperty("sessionId").GetString()!;
    }

    private static async Task<JsonElement> AskAsync(AcpDoorBench bench, string method, string parameters) => (await bench.RequestAsync(method, parameters)).GetProperty("result");

    private static Task<JsonElement> ListAsync(AcpDoorBench bench, string session) => AskAsync(bench, "_editoragent/review/list", $$"""{"sessionId":"{{session}}"}""");

    private static async Task<string?> BaselineAsync(AcpDoorBench bench, string session, string file) =>
        Text(await AskAsync(bench, "_editoragent/review/baseline", $$"""{"sessionId":"{{session}}","path":{{Json(file)}}}"""), "text");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
