using System.Diagnostics;
using System.Runtime.Versioning;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

public sealed class DiskWorkspaceFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly DiskWorkspaceFiles files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhenThere_GivesBytesAndHash()
    {
        this.directory.Write("a", "hello");
        var snapshot = await this.files.ReadAsync(this.At("a"), Token);
        Assert.Equal("hello"u8, snapshot!.Bytes.Span);
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", snapshot.Hash.Value);
    }

    [Fact]
    public async Task Read_WhenMissing_GivesNull()
    {
        this.directory.Write("a", "");
        Assert.Null(await this.files.ReadAsync(this.At("b"), Token));
        Assert.Null(await this.files.ReadAsync(this.At("a/b"), Token));
        Assert.Equal(0, (await this.files.ReadAsync(this.At("a"), Token))!.Bytes.Length);
    }

    [Fact]
    public async Task Read_WhenPipe_IsRefusedAtOnce()
    {
        using (var mkfifo = Process.Start("mkfifo", [this.directory["pipe"]]))
        {
            await mkfifo.WaitForExitAsync(Token);
        }

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.ReadAsync(this.At("pipe"), Token));
        Assert.Contains("not a regular file", failure.Message);
    }

    [Fact]
    public async Task Read_WhenDirectory_SuggestsList()
    {
        Directory.CreateDirectory(this.directory["d"]);
        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.ReadAsync(this.At("d"), Token));
        Assert.Contains("list", failure.Message);
    }

    [Fact]
    public async Task Read_WhenTooLarge_IsRefusedUnread()
    {
        using (var sparse = File.Create(this.directory["big"]))
        {
            sparse.SetLength(1L << 30);
        }

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.ReadAsync(this.At("big"), Token));
        Assert.Contains("1024 MB", failure.Message);
    }

    [Fact]
    public async Task Write_WhenNew_CreatesDirectoriesAndLeavesNothingElse()
    {
        await this.files.WriteAsync(this.At("x/y/z.txt"), "new"u8.ToArray(), null, Token);
        Assert.Equal("new", this.directory.ReadText("x/y/z.txt"));
        Assert.Equal(["z.txt"], NamesIn(this.directory["x/y"]));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Write_WhenExpected_ReplacesAndKeepsMode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        this.directory.Write("run.sh", "old");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(this.directory["run.sh"], mode);
        await this.files.WriteAsync(this.At("run.sh"), "new"u8.ToArray(), ContentHash.Of("old"u8), Token);
        Assert.Equal("new", this.directory.ReadText("run.sh"));
        Assert.Equal(mode, File.GetUnixFileMode(this.directory["run.sh"]));
        Assert.Equal(["run.sh"], NamesIn(this.directory.Path));
    }

    [Theory]
    [InlineData("other", "changed since")]
    [InlineData(null, "no longer exists")]
    public async Task Write_WhenNotAsExpected_ChangesNothing(string? present, string reason)
    {
        if (present is not null)
        {
            this.directory.Write("a", present);
        }

        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(
            async () => await this.files.WriteAsync(this.At("a"), "new"u8.ToArray(), ContentHash.Of("old"u8), Token));
        Assert.Contains(reason, failure.Message);
        Assert.Equal(present is null ? [] : ["a"], NamesIn(this.directory.Path));
        Assert.Equal(present, present is null ? null : this.directory.ReadText("a"));
    }

    [Fact]
    public async Task Write_WhenNewButExists_ChangesNothing()
    {
        this.directory.Write("a", "precious");
        await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.WriteAsync(this.At("a"), "new"u8.ToArray(), null, Token));
        Assert.Equal("precious", this.directory.ReadText("a"));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Write_WhenReadOnly_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        this.directory.Write("a", "old");
        File.SetUnixFileMode(this.directory["a"], UnixFileMode.UserRead);
        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(
            async () => await this.files.WriteAsync(this.At("a"), "new"u8.ToArray(), ContentHash.Of("old"u8), Token));
        Assert.Contains("read-only", failure.Message);
        Assert.Equal("old", this.directory.ReadText("a"));
    }

    [Fact]
    public async Task Write_WhenDirectoryBecameALink_IsRefused()
    {
        this.directory.Write("work/d/a", "old");
        this.directory.Write("elsewhere/a", "old");
        var path = this.At("work/d/a");
        Directory.Delete(this.directory["work/d"], recursive: true);
        File.CreateSymbolicLink(this.directory["work/d"], "../elsewhere");
        await Assert.ThrowsAsync<WorkspaceFileException>(
            async () => await this.files.WriteAsync(path, "new"u8.ToArray(), ContentHash.Of("old"u8), Token));
        Assert.Equal("old", this.directory.ReadText("elsewhere/a"));
    }

    [Fact]
    public async Task Write_WhenManyAtOnce_LetsExactlyOneOfEachGenerationWin()
    {
        this.directory.Write("a", "0");
        var expected = ContentHash.Of("0"u8);
        var writers = Enumerable.Range(1, 20).Select(number => Task.Run(async () =>
        {
            try
            {
                await this.files.WriteAsync(this.At("a"), System.Text.Encoding.UTF8.GetBytes($"{number}"), expected, Token);
                return number;
            }
            catch (WorkspaceFileException)
            {
                return 0;
            }
        }));
        var winner = Assert.Single(await Task.WhenAll(writers), number => number != 0);
        Assert.Equal($"{winner}", this.directory.ReadText("a"));
        Assert.Equal(["a"], NamesIn(this.directory.Path));
    }

    [Fact]
    public async Task Write_WhenCancelled_LeavesNothingBehind()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await this.files.WriteAsync(this.At("a"), "x"u8.ToArray(), null, cancelled.Token));
        Assert.Empty(NamesIn(this.directory.Path));
    }

    [Fact]
    public async Task Delete_WhenChanged_KeepsTheFile()
    {
        this.directory.Write("a", "users");
        await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.DeleteAsync(this.At("a"), ContentHash.Of("ours"u8), Token));
        Assert.Equal("users", this.directory.ReadText("a"));
        await this.files.DeleteAsync(this.At("a"), ContentHash.Of("users"u8), Token);
        Assert.Empty(NamesIn(this.directory.Path));
    }

    public void Dispose() => this.directory.Dispose();

    private static IEnumerable<string> NamesIn(string path) => Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order();

    private WorkspacePath At(string relative) =>
        Assert.IsType<PathResolution.Inside>(new Workspace(this.directory.Path, [], []).ResolveForWriting(relative)).Path;
}
