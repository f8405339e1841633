using System.Runtime.Versioning;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class TurnUndoTests : IDisposable
{
    private readonly SessionFolder folder = new();
    private readonly string root = Directory.CreateTempSubdirectory("undo-").FullName;
    private readonly DiskWorkspaceFiles files = new();
    private readonly Workspace workspace;

    public TurnUndoTests() => this.workspace = new Workspace(this.root, [], []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        this.folder.Dispose();
        Directory.Delete(this.root, recursive: true);
    }

    [Fact]
    public async Task UndoAsync_WhenFilesAreAsWeLeftThem_RestoresAndCanItselfBeUndone()
    {
        await using var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("changed"), "one", Token);
        await this.WriteAsync(session, "changed", "two");
        await this.WriteAsync(session, "changed", "three");
        await this.WriteAsync(session, "created", "new");

        var undo = new TurnUndo(session, this.files, this.workspace);
        var outcome = await undo.UndoAsync(Turn, Token);
        Assert.Equal(["changed", "created"], outcome.Restored.Order());
        Assert.Empty(outcome.Conflicts);
        Assert.Equal("one", await File.ReadAllTextAsync(this.At("changed"), Token));
        Assert.False(File.Exists(this.At("created")));
        Assert.True(session.State.Turns[0].IsUndone);
        Assert.Contains("created", ((ContentPart.Text)((Message.User)session.State.Conversation[^1]).Content[0]).Value, StringComparison.Ordinal);

        await undo.UndoAsync(outcome.UndoTurn!.Value, Token);
        Assert.Equal("three", await File.ReadAllTextAsync(this.At("changed"), Token));
        Assert.Equal("new", await File.ReadAllTextAsync(this.At("created"), Token));
    }

    [Fact]
    public async Task UndoAsync_WhenAFileHasChangedSince_LeavesItAlone()
    {
        await using var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("edited"), "one", Token);
        await this.WriteAsync(session, "edited", "two");
        await this.WriteAsync(session, "created", "new");
        await this.WriteAsync(session, "gone", "new");
        await this.WriteAsync(session, "fine", "new");
        await File.WriteAllTextAsync(this.At("edited"), "the user's", Token);
        await File.WriteAllTextAsync(this.At("created"), "the user's", Token);
        File.Delete(this.At("gone"));

        var outcome = await new TurnUndo(session, this.files, this.workspace).UndoAsync(Turn, Token);
        Assert.Equal(["fine"], outcome.Restored);
        Assert.Equal(["created", "edited", "gone"], outcome.Conflicts.Order());
        Assert.Equal("the user's", await File.ReadAllTextAsync(this.At("edited"), Token));
        Assert.Equal("the user's", await File.ReadAllTextAsync(this.At("created"), Token));
        Assert.False(File.Exists(this.At("gone")));
    }

    [Fact]
    public async Task UndoAsync_WhenThePreImageIsLost_LeavesTheFileAlone()
    {
        await using var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("a"), "one", Token);
        await this.WriteAsync(session, "a", "two");
        Directory.Delete(Path.Combine(session.Directory, "blobs"), recursive: true);

        var outcome = await new TurnUndo(session, this.files, this.workspace).UndoAsync(Turn, Token);
        Assert.Equal(["a"], outcome.Conflicts);
        Assert.Null(outcome.UndoTurn);
        Assert.Equal("two", await File.ReadAllTextAsync(this.At("a"), Token));
    }

    [Fact]
    public async Task UndoAsync_WhenADirectoryBecameALinkOutside_TouchesNothingThere()
    {
        await using var session = await this.folder.CreateAsync();
        Directory.CreateDirectory(this.At("d"));
        await this.WriteAsync(session, "d/a", "two");
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        Directory.Delete(this.At("d"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(outside, "a"), "two", Token);
        Directory.CreateSymbolicLink(this.At("d"), outside);

        var outcome = await new TurnUndo(session, this.files, this.workspace).UndoAsync(Turn, Token);
        Assert.Equal(["d/a"], outcome.Conflicts);
        Assert.True(File.Exists(Path.Combine(outside, "a")));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task UndoAsync_WhenATurnRunsOrIsUnknown_IsRefused()
    {
        await using var session = await this.folder.CreateAsync();
        var undo = new TurnUndo(session, this.files, this.workspace);
        await Assert.ThrowsAsync<InvalidOperationException>(() => undo.UndoAsync(new("other"), Token));
        session.Append(new SessionEvent.TurnStarted(Turn));
        await Assert.ThrowsAsync<InvalidOperationException>(() => undo.UndoAsync(Turn, Token));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task UndoAsync_WhenAFileWasMoved_MovesTheVeryFileBackAndAgain()
    {
        await using var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("run.sh"), "one", Token);
        File.SetUnixFileMode(this.At("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await this.MoveAsync(session, "run.sh", "bin/run.sh");

        var undo = new TurnUndo(session, this.files, this.workspace);
        var outcome = await undo.UndoAsync(Turn, Token);
        Assert.Empty(outcome.Conflicts);
        Assert.False(File.Exists(this.At("bin/run.sh")));
        Assert.Equal("one", await File.ReadAllTextAsync(this.At("run.sh"), Token));
        Assert.True(File.GetUnixFileMode(this.At("run.sh")).HasFlag(UnixFileMode.UserExecute));

        await undo.UndoAsync(outcome.UndoTurn!.Value, Token);
        Assert.Equal("one", await File.ReadAllTextAsync(this.At("bin/run.sh"), Token));
        Assert.False(File.Exists(this.At("run.sh")));
    }

    [Fact]
    public async Task UndoAsync_WhenTheOldNameIsTaken_KeepsTheMovedFile()
    {
        await using var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("a"), "one", Token);
        await this.MoveAsync(session, "a", "b");
        await File.WriteAllTextAsync(this.At("a"), "the user's", Token);

        var outcome = await new TurnUndo(session, this.files, this.workspace).UndoAsync(Turn, Token);
        Assert.Equal(["a", "b"], outcome.Conflicts.Order());
        Assert.Equal("the user's", await File.ReadAllTextAsync(this.At("a"), Token));
        Assert.Equal("one", await File.ReadAllTextAsync(this.At("b"), Token));
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("old", false)]
    [InlineData("the user's", false)]
    public async Task OpenAsync_WhenKilledBetweenAWriteAndItsRecord_KnowsWhatWasDone(string present, bool isDone)
    {
        var session = await this.folder.CreateAsync();
        await File.WriteAllTextAsync(this.At("a"), "old", Token);
        var path = Assert.IsType<PathResolution.Inside>(this.workspace.ResolveForWriting("a")).Path;
        var call = new AssistantPart.ToolCall(new("c"), "call_0", "edit", "{}");
        Assert.True(await session.KeepBlobAsync("old"u8.ToArray(), Token));
        session.Append(new SessionEvent.TurnStarted(Turn));
        session.Append(new SessionEvent.AssistantMessage("m", new Message.Assistant([call]), FinishReason.ToolCalls, default, null));
        session.Append(new SessionEvent.ToolCallStarted(call.Id)
        {
            Intended = [new SessionEvent.FileChanged(Turn, call.Id, path, ContentHash.Of("old"u8), ContentHash.Of("new"u8))],
        });
        var id = session.Id;
        await session.DisposeAsync();
        await File.WriteAllTextAsync(this.At("a"), present, Token);

        await using var again = await this.folder.Store.OpenAsync(id, Token);
        Assert.Equal(isDone, again.State.Turns[0].Changes.Any());
        var outcome = await new TurnUndo(again, this.files, this.workspace).UndoAsync(Turn, Token);
        Assert.Equal(isDone ? ["a"] : [], outcome.Restored);
        Assert.Equal(isDone ? "old" : present, await File.ReadAllTextAsync(this.At("a"), Token));
    }

    private string At(string name) => Path.Combine(this.workspace.Root, name);

    private async Task MoveAsync(Session session, string from, string to)
    {
        var source = Assert.IsType<PathResolution.Inside>(this.workspace.ResolveForWriting(from)).Path;
        var target = Assert.IsType<PathResolution.Inside>(this.workspace.ResolveForWriting(to)).Path;
        var before = await this.files.ReadAsync(source, Token);
        Assert.True(await session.KeepBlobAsync(before!.Bytes, Token));
        await this.files.MoveAsync(source, target, before.Hash, Token);
        session.Append(new SessionEvent.FileChanged(Turn, new("c"), source, before.Hash, null));
        session.Append(new SessionEvent.FileChanged(Turn, new("c"), target, null, before.Hash));
    }

    /// <summary>What the loop does around a tool that writes.</summary>
    private async Task WriteAsync(Session session, string name, string text)
    {
        var path = Assert.IsType<PathResolution.Inside>(this.workspace.ResolveForWriting(name)).Path;
        var before = await this.files.ReadAsync(path, Token);
        if (before is not null)
        {
            Assert.True(await session.KeepBlobAsync(before.Bytes, Token));
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        await this.files.WriteAsync(path, bytes, before?.Hash, Token);
        session.Append(new SessionEvent.FileChanged(Turn, new("c"), path, before?.Hash, ContentHash.Of(bytes)));
    }
}
