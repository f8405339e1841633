using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Review;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Sessions;
using Xunit;

namespace EditorAgent.Tests.Review;

public sealed class ChangeLedgerTests : IDisposable
{
    private const string Before = "one\ntwo\nthree\nfour\nfive\n";
    private const string After = "ONE\ntwo\nthree\nfour\nFIVE\n";

    private readonly SessionFolder folder = new();
    private readonly string root = Directory.CreateTempSubdirectory("review-").FullName;
    private readonly DiskWorkspaceFiles files = new();
    private readonly Workspace workspace;

    public ChangeLedgerTests() => this.workspace = new Workspace(this.root, [], []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        this.folder.Dispose();
        Directory.Delete(this.root, recursive: true);
    }

    [Fact]
    public async Task ListAsync_AfterARestart_ShowsTheSameHunks()
    {
        var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        await this.ToolWritesAsync(session, "b", "new\n");
        var first = await this.Ledger(session).ListAsync(Token);
        await session.FlushAsync(Token);
        await session.DisposeAsync();

        await using var again = await this.folder.Store.OpenAsync(session.Id, Token);
        var second = await this.Ledger(again).ListAsync(Token);

        Assert.Equal([("a", ReviewStanding.Changed, 2), ("b", ReviewStanding.Created, 1)], first.Select(file => (file.Path.Relative, file.Standing, file.Hunks.Length)));
        Assert.Equal(IdsOf(first), IdsOf(second));
        Assert.All(second.SelectMany(file => file.Hunks), hunk => Assert.Equal("c", Assert.Single(hunk.Authors).Call.Value));
    }

    [Fact]
    public async Task UndoAsync_OfOneHunk_LeavesTheOtherAndTheUsersLinesAndTellsTheModel()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        await this.UserWritesAsync("a", After.Replace("three", "mine", StringComparison.Ordinal));
        var ledger = this.Ledger(session);
        var hunks = (await ledger.ListAsync(Token))[0].Hunks;

        var outcome = await ledger.UndoAsync(new ReviewSelection.Hunks([hunks[0].Id]), Token);

        Assert.Equal([hunks[0].Id], outcome.Judged);
        Assert.Empty(outcome.Refused);
        Assert.Equal("one\ntwo\nmine\nfour\nFIVE\n", this.Read("a"));
        Assert.Equal([hunks[1].Id], IdsOf(await ledger.ListAsync(Token)));
        Assert.Contains("a part of your changes to a, at line 1", ((ContentPart.Text)((Message.User)session.State.Conversation[^1]).Content[0]).Value, StringComparison.Ordinal);

        var back = await new TurnUndo(session, this.files, this.workspace).UndoAsync(outcome.UndoTurn!.Value, Token);
        Assert.Equal(["a"], back.Restored);
        Assert.Equal("ONE\ntwo\nmine\nfour\nFIVE\n", this.Read("a"));
        Assert.Equal(2, IdsOf(await ledger.ListAsync(Token)).Length);
    }

    [Fact]
    public async Task KeepAsync_OfOneHunk_TakesItOutForGood()
    {
        var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        var hunks = (await this.Ledger(session).ListAsync(Token))[0].Hunks;

        var outcome = await this.Ledger(session).KeepAsync(new ReviewSelection.Hunks([hunks[0].Id]), Token);
        await session.DisposeAsync();
        await using var again = await this.folder.Store.OpenAsync(session.Id, Token);
        var ledger = this.Ledger(again);

        Assert.Equal([hunks[0].Id], outcome.Judged);
        Assert.Null(outcome.UndoTurn);
        Assert.Equal([hunks[1].Id], IdsOf(await ledger.ListAsync(Token)));
        await ledger.UndoAsync(new ReviewSelection.Everything(), Token);
        Assert.Equal("ONE\ntwo\nthree\nfour\nfive\n", this.Read("a"));
        Assert.Empty(await ledger.ListAsync(Token));
        Assert.Equal([true, false], again.State.Reviews[this.At("a")].Decisions.Select(decision => decision.IsKept));
    }

    [Fact]
    public async Task UndoAsync_WhenTheUserChangedTheSameLine_LeavesItAndSaysSo()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        await this.UserWritesAsync("a", After.Replace("ONE", "mine", StringComparison.Ordinal));
        var ledger = this.Ledger(session);

        var outcome = await ledger.UndoAsync(new ReviewSelection.File(this.At("a")), Token);

        Assert.Contains("changed by somebody else", Assert.Single(outcome.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal("mine\ntwo\nthree\nfour\nfive\n", this.Read("a"));
        Assert.Single(IdsOf(await ledger.ListAsync(Token)));
    }

    [Fact]
    public async Task UndoAsync_OfAHunkThatIsNotThereAsShown_TouchesNothing()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        var ledger = this.Ledger(session);
        var shown = (await ledger.ListAsync(Token))[0].Hunks[0].Id;
        await this.ToolWritesAsync(session, "a", After.Replace("ONE", "UNO", StringComparison.Ordinal));

        var outcome = await ledger.UndoAsync(new ReviewSelection.Hunks([shown]), Token);

        Assert.Equal(shown, Assert.Single(outcome.Refused).Subject);
        Assert.Null(outcome.UndoTurn);
        Assert.StartsWith("UNO", this.Read("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepAsync_WhenAToolChangesTheFileMeanwhile_JudgesNothingUnseen()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        var id = (await this.Ledger(session).ListAsync(Token))[0].Hunks[0].Id;
        var ledger = new ChangeLedger(session, new InterruptedFiles(this.files, () => this.ToolWritesAsync(session, "a", "all new\n")), this.workspace);

        var outcome = await ledger.KeepAsync(new ReviewSelection.Hunks([id]), Token);

        Assert.Empty(outcome.Judged);
        Assert.Equal(id, Assert.Single(outcome.Refused).Subject);
        Assert.Equal(Before, await this.Ledger(session).BaselineTextAsync(this.At("a"), Token));
    }

    [Fact]
    public async Task UndoAsync_OfACreatedAndADeletedFile_RemovesAndBringsBack()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("old", Before);
        await this.ToolWritesAsync(session, "new", "text\n");
        await this.ToolDeletesAsync(session, "old");
        var ledger = this.Ledger(session);

        var outcome = await ledger.UndoAsync(new ReviewSelection.Everything(), Token);

        Assert.Equal(2, outcome.Judged.Length);
        Assert.False(File.Exists(this.At("new")));
        Assert.Equal(Before, this.Read("old"));
    }

    [Fact]
    public async Task ListAsync_WhenAStateWasNotKept_NamesTheFileAndTouchesItNot()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        await this.ToolWritesAsync(session, "a", After);
        Directory.Delete(Path.Combine(session.Directory, "blobs"), recursive: true);
        var ledger = this.Ledger(session);

        var file = Assert.Single(await ledger.ListAsync(Token));
        var outcome = await ledger.UndoAsync(new ReviewSelection.Everything(), Token);

        Assert.NotNull(file.Obstacle);
        Assert.Equal(file.Obstacle, Assert.Single(outcome.Refused).Reason);
        Assert.Equal(After, this.Read("a"));
    }

    [Fact]
    public async Task ListAsync_WhenTheDirectoryBecameALinkOutside_ShowsNothingOfIt()
    {
        await using var session = await this.folder.CreateAsync();
        Directory.CreateDirectory(this.At("d"));
        await this.ToolWritesAsync(session, "d/a", "text\n");
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        Directory.Delete(this.At("d"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(outside, "a"), "text\n", Token);
        Directory.CreateSymbolicLink(this.At("d"), outside);
        var ledger = this.Ledger(session);

        Assert.Empty(await ledger.ListAsync(Token));
        Assert.Empty((await ledger.UndoAsync(new ReviewSelection.Everything(), Token)).Judged);
        Assert.True(File.Exists(Path.Combine(outside, "a")));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task RestoreAsync_ToAnEarlierTurn_KeepsTheUsersLinesAndCanBeTakenBack()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        this.Turn(session, "t1");
        await this.ToolWritesAsync(session, "a", After, "t1");
        this.Turn(session, "t2");
        await this.ToolWritesAsync(session, "a", After.Replace("FIVE", "FIFTH", StringComparison.Ordinal), "t2");
        await this.ToolWritesAsync(session, "b", "new\n", "t2");
        await this.UserWritesAsync("a", this.Read("a").Replace("three", "mine", StringComparison.Ordinal));
        session.Append(new SessionEvent.TurnEnded(new("t2"), StopReason.EndTurn, null));
        await this.Ledger(session).KeepAsync(new ReviewSelection.Everything(), Token);
        var restore = new TurnRestore(session, this.files, this.workspace);

        var second = await restore.RestoreAsync(new("t2"), Token);
        Assert.Equal("ONE\ntwo\nmine\nfour\nFIVE\n", this.Read("a"));
        Assert.False(File.Exists(this.At("b")));
        Assert.Equal(["a", "b"], second.Restored.Order());

        var first = await restore.RestoreAsync(new("t1"), Token);
        Assert.Equal("one\ntwo\nmine\nfour\nfive\n", this.Read("a"));
        Assert.All(session.State.Turns.Where(turn => turn.Id.Value is "t1" or "t2"), turn => Assert.True(turn.IsUndone));

        var undo = new TurnUndo(session, this.files, this.workspace);
        await undo.UndoAsync(first.UndoTurn!.Value, Token);
        await undo.UndoAsync(second.UndoTurn!.Value, Token);
        Assert.Equal("ONE\ntwo\nmine\nfour\nFIFTH\n", this.Read("a"));
        Assert.Equal("new\n", this.Read("b"));
    }

    [Fact]
    public async Task RestoreAsync_WhenTheUserChangedTheSameLine_LeavesThatLineAndNamesTheFile()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        this.Turn(session, "t1");
        await this.ToolWritesAsync(session, "a", After, "t1");
        session.Append(new SessionEvent.TurnEnded(new("t1"), StopReason.EndTurn, null));
        await this.UserWritesAsync("a", After.Replace("ONE", "mine", StringComparison.Ordinal));

        var outcome = await new TurnRestore(session, this.files, this.workspace).RestoreAsync(new("t1"), Token);

        Assert.Equal("a", Assert.Single(outcome.Restored));
        Assert.Equal("a", Assert.Single(outcome.Conflicts));
        Assert.Equal("mine\ntwo\nthree\nfour\nfive\n", this.Read("a"));
    }

    [Fact]
    public async Task RestoreAsync_ToBeforeChangesWereTakenBack_HasThemAgain()
    {
        await using var session = await this.folder.CreateAsync();
        await this.UserWritesAsync("a", Before);
        this.Turn(session, "t1");
        await this.ToolWritesAsync(session, "a", After, "t1");
        session.Append(new SessionEvent.TurnEnded(new("t1"), StopReason.EndTurn, null));
        var undone = await this.Ledger(session).UndoAsync(new ReviewSelection.Everything(), Token);
        Assert.Equal(Before, this.Read("a"));

        var outcome = await new TurnRestore(session, this.files, this.workspace).RestoreAsync(undone.UndoTurn!.Value, Token);

        Assert.Equal("a", Assert.Single(outcome.Restored));
        Assert.Equal(After, this.Read("a"));
    }

    [Fact]
    public async Task RestoreAsync_WhenATurnRunsOrIsUnknown_IsRefused()
    {
        await using var session = await this.folder.CreateAsync();
        var restore = new TurnRestore(session, this.files, this.workspace);
        await Assert.ThrowsAsync<InvalidOperationException>(() => restore.RestoreAsync(new("other"), Token));
        this.Turn(session, "t1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => restore.RestoreAsync(new("t1"), Token));
    }

    private static string[] IdsOf(IEnumerable<ReviewFile> files) => [.. files.SelectMany(file => file.Hunks).Select(hunk => hunk.Id)];

    private ChangeLedger Ledger(Session session) => new(session, this.files, this.workspace);

    private void Turn(Session session, string turn) => session.Append(new SessionEvent.TurnStarted(new(turn)));

    private string At(string name) => Path.Combine(this.workspace.Root, name);

    private string Read(string name) => File.ReadAllText(this.At(name));

    private Task UserWritesAsync(string name, string text) => File.WriteAllTextAsync(this.At(name), text, Token);

    private Task ToolWritesAsync(Session session, string name, string text, string turn = "turn-1") => this.ToolAsync(session, name, Encoding.UTF8.GetBytes(text), turn);

    private Task ToolDeletesAsync(Session session, string name) => this.ToolAsync(session, name, null, "turn-1");

    /// <summary>What the loop does around a tool that writes.</summary>
    private async Task ToolAsync(Session session, string name, byte[]? bytes, string turn)
    {
        var path = Assert.IsType<PathResolution.Inside>(this.workspace.ResolveForWriting(name)).Path;
        var before = await this.files.ReadAsync(path, Token);
        foreach (var state in new[] { before?.Bytes, bytes }.OfType<ReadOnlyMemory<byte>>())
        {
            Assert.True(await session.KeepBlobAsync(state, Token));
        }

        await (bytes is null ? this.files.DeleteAsync(path, before!.Hash, Token) : this.files.WriteAsync(path, bytes, before?.Hash, Token));
        session.Append(new SessionEvent.FileChanged(new(turn), new("c"), path, before?.Hash, bytes is null ? null : ContentHash.Of(bytes)));
    }

    /// <summary>Somebody does something right after the first reading of a file.</summary>
    private sealed class InterruptedFiles(IWorkspaceFiles inner, Func<Task> then) : IWorkspaceFiles
    {
        private bool isDone;

        public async ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken)
        {
            var read = await inner.ReadAsync(path, cancellationToken);
            if (!this.isDone)
            {
                this.isDone = true;
                await then();
            }

            return read;
        }

        public ValueTask WriteAsync(WorkspacePath path, ReadOnlyMemory<byte> bytes, ContentHash? expected, CancellationToken cancellationToken) =>
            inner.WriteAsync(path, bytes, expected, cancellationToken);

        public ValueTask MoveAsync(WorkspacePath from, WorkspacePath to, ContentHash expected, CancellationToken cancellationToken) =>
            inner.MoveAsync(from, to, expected, cancellationToken);

        public ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken) =>
            inner.DeleteAsync(path, expected, cancellationToken);
    }
}
