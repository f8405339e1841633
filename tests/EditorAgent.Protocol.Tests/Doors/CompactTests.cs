using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class CompactTests
{
    private static readonly string Conversation = $$"""
        turns:
          - at: 0
            when: {user_contains: a handoff note that you write now}
            answer: {text: "I know that blue was wanted."}
          - at: 0
            when: {user_contains: which}
            answer: {text: Blue.}
          - at: 0
            answer: {text: "{{new string('x', 4_000)}}"}
        """;

    [Fact]
    public async Task SlashCompact_AfterATurn_SummarisesAndTellsTheClient()
    {
        await using var bench = Start(Conversation);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");

        var answer = await bench.PromptAsync(session, "/compact the colour");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Contains("Summarised: about ", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.DoesNotContain("I know that blue", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        var commands = bench.Updates("available_commands_update")[^1].GetProperty("availableCommands").EnumerateArray();
        Assert.Contains(commands, command => command.GetProperty("name").ValueEquals("compact") && command.GetProperty("input").GetProperty("hint").GetString()!.Length > 0);
        await bench.PromptAsync(session, "which one?");
        Assert.EndsWith("Blue.", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlashCompact_AfterARestart_ReplaysTheWholeConversation()
    {
        await using var bench = Start(Conversation);
        var session = await bench.NewSessionAsync();
        await bench.PromptAsync(session, "go");
        await bench.PromptAsync(session, "/compact");
        await using var reopened = await bench.RestartAsync();
        await reopened.InitializeAsync();
        await reopened.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(reopened.Workspace)}},"mcpServers":[]}""");

        Assert.Contains(new string('x', 4_000), reopened.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.Equal("go", reopened.TextOf("user_message_chunk"));
    }

    [Theory]
    [InlineData("/compact", "nothing to summarise yet")]
    [InlineData("/compacted", "xxx")]
    [InlineData(" /compact  keep all \n", "nothing to summarise yet")]
    public async Task Prompt_ThatNamesTheCommand_IsTakenForItOnlyAsAWord(string prompt, string said)
    {
        await using var bench = Start(Conversation);
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, prompt);

        Assert.Contains(said, bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
    }
}
