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

    private string At(string name) => Path.Combine(this.workspace.Root, name);

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
