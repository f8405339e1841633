using System.Text.Json;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class ManualCompactionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompactAsync_WithAWish_TellsItToTheModelAndReplacesTheConversation()
    {
        var model = new WindowedModel(100_000, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await fixture.TurnAsync("Look at three things.", Cancel);

        var outcome = await fixture.Agent.CompactAsync("the port numbers", Cancel);

        Assert.Equal((StopReason.EndTurn, (string?)null), (outcome.Reason, outcome.Error));
        Assert.True(outcome.Usage.Prompt > 5_000);
        Assert.EndsWith("keep in particular: the port numbers", WindowedModel.TextOf(model.Sent[^1].Messages[^1]), StringComparison.Ordinal);
        var done = fixture.Agent.Session.State.Compaction!;
        Assert.True(done.After * 4 < done.Before, $"{done.Before} -> {done.After}");
        var texts = Chatter.Texts(fixture.Agent.Session.State);
        Assert.Equal(2, texts.Count);
        Assert.Null(fixture.Agent.Session.State.CurrentTurn);
        Assert.Single(fixture.Agent.Session.State.Turns);
        Assert.Equal(texts, Chatter.Texts(await fixture.ReloadAsync()));
    }

    [Fact]
    public async Task CompactAsync_WhenThereIsNothingNew_SaysSoAndAsksNothing()
    {
        var model = new WindowedModel(100_000, Chatter.Looks(1));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        Assert.Contains("nothing to summarise", (await fixture.Agent.CompactAsync(null, Cancel)).Error, StringComparison.Ordinal);
        await fixture.TurnAsync("go", Cancel);
        await fixture.Agent.CompactAsync(null, Cancel);

        var again = await fixture.Agent.CompactAsync(null, Cancel);

        Assert.Contains("nothing to summarise", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, model.Notes());
    }

    [Fact]
    public async Task CompactAsync_WhenItFailsOrIsCancelled_ChangesNothing()
    {
        var model = new WindowedModel(100_000, Chatter.Looks(1));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await fixture.TurnAsync("go", Cancel);
        var before = fixture.Agent.Session.State.Conversation;
        model.Note = (_, _) => throw new ModelException(new ModelFailure(ModelFailureKind.QuotaExhausted, "Nothing left on the account."));

        var failed = await fixture.Agent.CompactAsync(null, Cancel);
        var cancelled = await fixture.Agent.CompactAsync(null, new CancellationToken(canceled: true));

        Assert.Equal((StopReason.Failed, "Nothing left on the account."), (failed.Reason, failed.Error));
        Assert.Equal(StopReason.Cancelled, cancelled.Reason);
        Assert.Same(before, fixture.Agent.Session.State.Conversation);
    }

    [Fact]
    public async Task CompactAsync_WhileATurnRuns_IsRefused()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var model = new WindowedModel(100_000, Chatter.Looks(0))
        {
            BeforeStep = async _ =>
            {
                asked.SetResult();
                await goOn.Task;
            },
        };
        await using var fixture = await AgentFixture.StartAsync(model, []);
        var turn = fixture.TurnAsync("go", Cancel);
        await asked.Task;

        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Agent.CompactAsync(null, Cancel));

        goOn.SetResult();
        Assert.Equal(StopReason.EndTurn, (await turn).Reason);
    }

    [Fact]
    public async Task UndoTurn_AfterTheConversationWasShortened_RestoresTellsAndIsNotListed()
    {
        var model = new WindowedModel(100_000, step => (step % 2) == 0 && step < 4 ? [Write($"f{step}.txt")] : [new AssistantPart.Text($"Wrote {step}.")]);
        var catalog = new ToolCatalog([]);
        await using var fixture = await AgentFixture.StartAsync(model, [], catalog: catalog);
        catalog.Append([new WriteTool(fixture.Agent.Workspace, new DiskWorkspaceFiles(), new ReadLedger())]);
        fixture.Agent.UseMode(PermissionMode.AcceptEdits);
        await fixture.TurnAsync("Write f0.", Cancel);
        await fixture.TurnAsync("Write f2.", Cancel);
        await fixture.Agent.CompactAsync(null, Cancel);
        Assert.Contains("- f0.txt: sha256", Chatter.Texts(fixture.Agent.Session.State)[^1], StringComparison.Ordinal);

        var undone = await fixture.Agent.UndoTurnAsync(fixture.Agent.Session.State.Turns[0].Id, Cancel);

        Assert.Equal(["f0.txt"], undone.Restored);
        Assert.False(File.Exists(Path.Combine(fixture.WorkspaceRoot, "f0.txt")));
        Assert.Contains("took back earlier file changes. Restored: f0.txt", Chatter.Texts(fixture.Agent.Session.State)[^1], StringComparison.Ordinal);
        await fixture.TurnAsync("Go on.", Cancel);
        await fixture.Agent.CompactAsync(null, Cancel);
        var handoff = Chatter.Texts(fixture.Agent.Session.State)[^1];
        Assert.Contains("- f2.txt: sha256", handoff, StringComparison.Ordinal);
        Assert.DoesNotContain("f0.txt", handoff, StringComparison.Ordinal);
    }

    private static AssistantPart Write(string path) =>
        WindowedModel.Call("write", JsonSerializer.Serialize(new Dictionary<string, string> { ["path"] = path, ["content"] = string.Concat(Enumerable.Repeat("new\n", 1_500)) }));
}
