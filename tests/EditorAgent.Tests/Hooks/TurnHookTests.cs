using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Agent;
using Xunit;

namespace EditorAgent.Tests.Hooks;

/// <summary>Hooks around turns and sessions.</summary>
public sealed class TurnHookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_WhenAHookDenies_NothingOfItIsKeptOrSent()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"prompt\"\ncommand = 'if grep -q 4711; then echo \"a customer number\" >&2; exit 2; fi'", [ModelInMemory.Says("hello")]);

        var held = await bench.TurnAsync("look at 4711", Token);
        var sent = await bench.TurnAsync("look at the customer", Token);

        Assert.Equal(StopReason.Refusal, held.Reason);
        Assert.Contains("a customer number", held.Error, StringComparison.Ordinal);
        Assert.Equal(StopReason.EndTurn, sent.Reason);
        Assert.Single(bench.Model.Requests);
        Assert.DoesNotContain("4711", await File.ReadAllTextAsync(Directory.GetFiles(bench.Agent.Session.Directory, "*.jsonl").Single(), Token), StringComparison.Ordinal);
        Assert.Equal("look at the customer", bench.Agent.Session.State.Title);
    }

    [Fact]
    public async Task Prompt_WhatAHookSays_StandsBehindThePromptAndIsBounded()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"prompt\"\ncommand = '''printf '{\"message\":\"branch main%s\"}' \"$(head -c 20000 /dev/zero | tr '\\000' x)\" '''", [ModelInMemory.Says("hello")]);

        await bench.TurnAsync("go", Token);

        Assert.Empty(bench.Notices);
        var messages = bench.Model.Requests[0].Messages;
        Assert.Equal("go", Text(messages[^2]));
        Assert.Contains("branch main", Text(messages[^1]), StringComparison.Ordinal);
        Assert.InRange(Text(messages[^1]).Length, 10_000, 10_300);
    }

    [Fact]
    public async Task Stop_WhenAHookIsNotContent_TheModelGoesOnAtMostThreeTimes()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"stop\"\ncommand = 'echo \"run the tests\" >&2; exit 2'",
            [ModelInMemory.Says("one"), ModelInMemory.Says("two"), ModelInMemory.Says("three"), ModelInMemory.Says("four")]);

        var outcome = await bench.TurnAsync("go", Token);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal(4, outcome.Steps);
        Assert.Equal(3, bench.Reminders.Count(text => text.Contains("run the tests", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Compaction_WhatHooksSay_ReachesTheNoteAndStandsBehindIt()
    {
        await using var bench = await HookBench.StartAsync(
            """
            [[hooks]]
            event = "before_compaction"
            command = 'echo {\"message\":\"keep the ports\"}'
            [[hooks]]
            event = "after_compaction"
            command = 'echo {\"message\":\"read TASKS.md again\"}'
            """,
            [ModelInMemory.Calls(("long", "{}")), ModelInMemory.Says("looked"), ModelInMemory.Says("We looked; port 4711."), ModelInMemory.Says("on")],
            [new ToolInMemory("long", isReadOnly: true, (_, _) => Task.FromResult(ToolResult.Success(new string('x', 40_000))))]);
        await bench.TurnAsync("look", Token);

        var outcome = await bench.Agent.CompactAsync("the hosts", Token);
        await bench.TurnAsync("go on", Token);

        Assert.Null(outcome.Error);
        var asked = Text(bench.Model.Requests[2].Messages[^1]);
        Assert.Contains("the hosts", asked, StringComparison.Ordinal);
        Assert.Contains("keep the ports", asked, StringComparison.Ordinal);
        Assert.Contains("read TASKS.md again", Text(bench.Model.Requests[3].Messages[^2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhenAHookIsContent_TheTurnEnds()
    {
        await using var bench = await HookBench.StartAsync("[[hooks]]\nevent = \"stop\"\ncommand = 'cat > @/input.json'", [ModelInMemory.Says("one")]);

        await bench.TurnAsync("go", Token);

        Assert.Empty(bench.Reminders);
        Assert.Contains("\"answer\":\"one\",\"sentBack\":0", await File.ReadAllTextAsync(bench["input.json"], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_FromItsFirstTurnToItsEnd_IsToldOnceEach()
    {
        var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"session_start\"\ncommand = 'cat >> @/workspace/log; echo >> @/workspace/log'\n[[hooks]]\nevent = \"session_end\"\ncommand = 'cat >> @/workspace/log'",
            [ModelInMemory.Says("one"), ModelInMemory.Says("two")]);
        await using (bench)
        {
            await bench.TurnAsync("go", Token);
            await bench.TurnAsync("on", Token);
            var log = bench["workspace/log"];
            Assert.Contains("\"cause\":\"new\"", Assert.Single(await File.ReadAllLinesAsync(log, Token)), StringComparison.Ordinal);
            await bench.Agent.DisposeAsync();
            Assert.Contains("\"event\":\"session_end\"", (await File.ReadAllLinesAsync(log, Token))[1], StringComparison.Ordinal);
        }
    }

    private static string Text(Message message) => string.Concat(((Message.User)message).Content.OfType<ContentPart.Text>().Select(part => part.Value));
}
