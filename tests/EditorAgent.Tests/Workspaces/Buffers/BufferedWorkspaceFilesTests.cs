using System.Text;
using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Workspaces.Buffers;
using Xunit;

namespace EditorAgent.Tests.Workspaces.Buffers;

/// <summary>What an editor has open wins over the disk, in both directions.</summary>
public sealed class BufferedWorkspaceFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly OpenBuffers buffers = new();
    private readonly BufferedWorkspaceFiles files;
    private readonly List<BufferEdit> edits = [];

    public BufferedWorkspaceFilesTests()
    {
        var disk = new DiskWorkspaceFiles();
        this.files = new BufferedWorkspaceFiles(disk, disk, this.buffers);
        this.buffers.Writer = (edit, _) =>
        {
            this.edits.Add(edit);
            return Task.FromResult<BufferReply>(new BufferReply.Taken());
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_OfAnOpenDocument_GivesItsTextInTheFilesEncoding()
    {
        this.directory.Write("a", "\uFEFFone\r\ntwo\r\n");
        this.Open("a", "one\r\nTWO\r\n");

        Assert.Equal("\uFEFFone\r\nTWO\r\n", await this.TextAsync("a"));
    }

    [Fact]
    public async Task Read_OfADocumentThatShowsTheDisk_GivesItsVeryBytes()
    {
        this.directory.Write("a", "\uFEFFone\r\ntwo\n");
        this.Open("a", "one\ntwo\n");

        Assert.Equal(ContentHash.Of(File.ReadAllBytes(this.directory["a"])), (await this.files.ReadAsync(this.At("a"), Token))!.Hash);
    }

    [Fact]
    public async Task Read_OfADocumentThatWasNeverSaved_GivesItsText()
    {
        this.Open("new", "text");

        Assert.Equal("text", await this.TextAsync("new"));
    }

    [Theory]
    [InlineData("one\n", true)]
    [InlineData("one, unsaved\n", false)]
    public async Task Write_OfAnOpenDocument_GoesToTheEditorAndNotToTheDisk(string shown, bool wasSaved)
    {
        this.directory.Write("a", "one\n");
        this.Open("a", shown, 7);
        var seen = await this.files.ReadAsync(this.At("a"), Token);

        await this.files.WriteAsync(this.At("a"), "two\n"u8.ToArray(), seen!.Hash, Token);

        var edit = Assert.Single(this.edits);
        Assert.Equal(("two\n", 7, wasSaved), (edit.NewText, edit.Document.Version, edit.WasSaved));
        Assert.Equal("one\n", File.ReadAllText(this.directory["a"]));
    }

    [Fact]
    public async Task Write_WhenTheUserHasTypedSince_IsRefused()
    {
        this.directory.Write("a", "one\n");
        this.Open("a", "one\n");
        var seen = await this.files.ReadAsync(this.At("a"), Token);
        this.buffers.Change(this.directory["a"], 2, text => text + "typed");

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.WriteAsync(this.At("a"), "two\n"u8.ToArray(), seen!.Hash, Token));

        Assert.Contains("has changed since it was read; nothing was changed", failure.Message);
        Assert.Empty(this.edits);
    }

    [Fact]
    public async Task Write_ThatTheEditorRefuses_IsAFailureWithItsReasonAndTouchesNoDisk()
    {
        this.directory.Write("a", "one\n");
        this.Open("a", "one\n");
        var seen = await this.files.ReadAsync(this.At("a"), Token);
        this.buffers.Writer = (_, _) => Task.FromResult<BufferReply>(new BufferReply.Refused("it is locked"));

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.WriteAsync(this.At("a"), "two\n"u8.ToArray(), seen!.Hash, Token));

        Assert.Contains("(it is locked); nothing was changed", failure.Message);
        Assert.Equal("one\n", File.ReadAllText(this.directory["a"]));
    }

    [Fact]
    public async Task Write_OfAFileThatIsNotOpen_GoesToTheDisk()
    {
        this.Open("other", "x");

        await this.files.WriteAsync(this.At("a"), "two\n"u8.ToArray(), null, Token);

        Assert.Equal("two\n", File.ReadAllText(this.directory["a"]));
        Assert.Empty(this.edits);
    }

    [Fact]
    public async Task Write_InAnEditorThatShowsLineFeedsOnly_LeavesItThese()
    {
        this.directory.Write("a", "one\r\ntwo\r\n");
        this.Open("a", "one\ntwo\n");
        var seen = await this.files.ReadAsync(this.At("a"), Token);

        await this.files.WriteAsync(this.At("a"), "one\r\nTWO\r\n"u8.ToArray(), seen!.Hash, Token);

        Assert.Equal("one\nTWO\n", Assert.Single(this.edits).NewText);
    }

    [Fact]
    public async Task Move_OfADocumentWithUnsavedText_IsRefused()
    {
        this.directory.Write("a", "one\n");
        this.Open("a", "unsaved\n");
        var seen = await this.files.ReadAsync(this.At("a"), Token);

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.MoveAsync(this.At("a"), this.At("b"), seen!.Hash, Token));

        Assert.Contains("unsaved changes in the editor", failure.Message);
    }

    [Fact]
    public async Task Move_OfASavedDocument_LeavesNoFileUnderTheOldNameUntilTheEditorWritesThereAgain()
    {
        this.directory.Write("a", "one\n");
        this.Open("a", "one\n");
        var seen = await this.files.ReadAsync(this.At("a"), Token);

        await this.files.MoveAsync(this.At("a"), this.At("b"), seen!.Hash, Token);

        Assert.Null(await this.files.ReadAsync(this.At("a"), Token));
        Assert.Equal("one\n", await this.TextAsync("b"));
        this.buffers.Change(this.directory["a"], 2, text => text + "again");
        Assert.Equal("one\nagain", await this.TextAsync("a"));
    }

    [Fact]
    public async Task Read_AfterTheEditorHasGone_GivesTheDisk()
    {
        this.directory.Write("a", "one\n");
        this.Open("a", "unsaved\n");

        this.buffers.CloseAll();

        Assert.Equal("one\n", await this.TextAsync("a"));
    }

    public void Dispose() => this.directory.Dispose();

    private void Open(string name, string text, int version = 1) => this.buffers.Open(OpenBuffers.PathOf(this.directory[name]), new OpenDocument($"file:///{name}", text, version));

    private async Task<string> TextAsync(string name) => Encoding.UTF8.GetString((await this.files.ReadAsync(this.At(name), Token))!.Bytes.Span);

    private WorkspacePath At(string name) => ((PathResolution.Inside)new Workspace(this.directory.Path, [], []).ResolveForWriting(name)).Path;
}
