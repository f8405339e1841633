using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary><c>_editoragent/code_action</c>: a turn that the client did not word.</summary>
public sealed class CodeActionTests
{
    private const string Conversation = """
        turns:
          - when: {user_contains: '12| line 12'}
            answer: {text: It is a line.}
          - answer: {text: I was told nothing.}
        """;

    [Fact]
    public async Task CodeAction_WhenSent_ShowsTheUsersWordsFirstAndTellsTheModelThePlace()
    {
        await using var bench = Start(Conversation);
        var session = await OpenAsync(bench);

        var answer = await bench.RequestAsync("_editoragent/code_action", Request(session, "src/a.cs"));

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.StartsWith("turn_", answer.GetProperty("result").GetProperty("_meta").GetProperty("editoragent").GetProperty("turnId").GetString(), StringComparison.Ordinal);
        Assert.Equal("It is a line.", bench.TextOf("agent_message_chunk"));
        var said = bench.Updates("user_message_chunk");
        Assert.Equal("Explain: CS1 in src/a.cs:12", said[0].GetProperty("content").GetProperty("text").GetString());
        Assert.Equal(new Uri(Path.Combine(bench.Workspace, "src", "a.cs")).AbsoluteUri, said[1].GetProperty("content").GetProperty("uri").GetString());
        Assert.True(bench.Seen.FindIndex(frame => KindOf(frame) == "user_message_chunk") < bench.Seen.FindIndex(frame => KindOf(frame) == "agent_message_chunk"));
    }

    [Fact]
    public async Task Load_AfterACodeAction_ReplaysTheUsersWordsWithoutWhatWasPutBesideThem()
    {
        await using var bench = Start(Conversation);
        var session = await OpenAsync(bench);
        await bench.RequestAsync("_editoragent/code_action", Request(session, "src/a.cs"));
        bench.Seen.Clear();

        await bench.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");

        Assert.Equal("Explain: CS1 in src/a.cs:12", bench.TextOf("user_message_chunk"));
    }

    [Theory]
    [InlineData("../outside.cs")]
    [InlineData("src/missing.cs")]
    public async Task CodeAction_AboutNoFileOfTheWorkspace_IsRefusedAndStartsNothing(string path)
    {
        await using var bench = Start(Conversation);
        var session = await OpenAsync(bench);

        var answer = await bench.RequestAsync("_editoragent/code_action", Request(session, path));

        Assert.Equal(-32602, CodeOf(answer));
        Assert.Contains("nothing was started", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(bench.Updates("user_message_chunk"));
    }

    private static async Task<string> OpenAsync(AcpDoorBench bench)
    {
        Directory.CreateDirectory(Path.Combine(bench.Workspace, "src"));
        await File.WriteAllLinesAsync(Path.Combine(bench.Workspace, "src", "a.cs"), Enumerable.Range(1, 50).Select(line => $"line {line}"), TestContext.Current.CancellationToken);
        return await bench.NewSessionAsync();
    }

    private static string Request(string session, string path) =>
        $$$$"""{"sessionId":"{{{{session}}}}","action":"explain","path":{{{{Json(path)}}}},"range":{"start":{"line":11,"character":0},"end":{"line":11,"character":4}},"diagnostics":[{"message":"m","code":"CS1","range":{"start":{"line":11,"character":0},"end":{"line":11,"character":4}}},{"bad":true}]}""";
}
