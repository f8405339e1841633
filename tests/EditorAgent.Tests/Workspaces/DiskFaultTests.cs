using System.Diagnostics;
using System.Runtime.Versioning;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>A disk that is full or read-only: the user's file stays whole, nothing is left beside it, and the next write works again.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DiskFaultTests
{
    private readonly DiskWorkspaceFiles files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WhenTheDiskIsFullOrReadOnly_KeepsTheFileAndRecovers()
    {
        using var directory = new TemporaryDirectory();
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.Path), "needs a small disk, which only root may mount; a limit on file size would hit the whole test process");
        try
        {
            directory.Write("a", "old");
            var path = Assert.IsType<PathResolution.Inside>(new Workspace(directory.Path, [], []).ResolveForWriting("a")).Path;
            await this.RefusedAsync(path, new byte[100_000], "disk is full");
            Assert.Equal("old", directory.ReadText("a"));
            Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));

            var fresh = Assert.IsType<PathResolution.Inside>(new Workspace(directory.Path, [], []).ResolveForWriting("new")).Path;
            await this.RefusedAsync(fresh, new byte[100_000], "disk is full", expected: null);
            Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));

            Assert.True(await RunAsync("mount", "-o", "remount,ro", directory.Path));
            await this.RefusedAsync(path, "new"u8.ToArray(), "read-only file system");
            Assert.True(await RunAsync("mount", "-o", "remount,rw", directory.Path));
            await this.files.WriteAsync(path, "new"u8.ToArray(), ContentHash.Of("old"u8), Token);
            Assert.Equal("new", directory.ReadText("a"));
        }
        finally
        {
            // Lazily, because a workspace keeps its root open as long as it lives.
            await RunAsync("umount", "-l", directory.Path);
        }
    }

    [Fact]
    public async Task Write_WhenTheDirectoryIsReadOnly_SaysSoAndLeavesNothing()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root writes whatever a directory's mode says");
        using var directory = new TemporaryDirectory();
        directory.Write("d/a", "old");
        var path = Assert.IsType<PathResolution.Inside>(new Workspace(directory.Path, [], []).ResolveForWriting("d/a")).Path;
        File.SetUnixFileMode(directory["d"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await this.RefusedAsync(path, "new"u8.ToArray(), "No permission to write");
            Assert.Equal("old", directory.ReadText("d/a"));
            Assert.Single(Directory.EnumerateFileSystemEntries(directory["d"]));
        }
        finally
        {
            File.SetUnixFileMode(directory["d"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Write_WhenTheDirectoryIsGone_SaysSoAndMakesNothing()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("w/d/a", "old");
        var workspace = new Workspace(directory["w"], [], []);
        var path = Assert.IsType<PathResolution.Inside>(workspace.ResolveForWriting("d/a")).Path;
        Directory.Delete(directory["w/d"], recursive: true);
        await this.RefusedAsync(path, "new"u8.ToArray(), "no longer exists");
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory["w"]));

        Directory.Delete(directory["w"]);
        await this.RefusedAsync(path, "new"u8.ToArray(), "was moved, deleted or replaced");
        await this.RefusedAsync(path, "new"u8.ToArray(), "was moved, deleted or replaced", expected: null);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }

    private Task RefusedAsync(WorkspacePath path, byte[] bytes, string reason) => this.RefusedAsync(path, bytes, reason, ContentHash.Of("old"u8));

    private async Task RefusedAsync(WorkspacePath path, byte[] bytes, string reason, ContentHash? expected)
    {
        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.WriteAsync(path, bytes, expected, Token));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
