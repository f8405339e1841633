using System.Collections;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using Xunit;

namespace EditorAgent.Tests.Secrets;

public sealed class SecretStoreTests : IDisposable
{
    private static readonly SecretKey Key = new("test", "https://server.example/mcp");

    private readonly string directory = Directory.CreateTempSubdirectory("editor-agent-").FullName;
    private readonly List<string> notices = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(this.directory, recursive: true);

    [Fact]
    public async Task GetAsync_WhenNothingWasEverKept_TouchesNothing()
    {
        var store = this.Open();
        Assert.Null(await store.GetAsync(Key, Token));
        Assert.False(await store.DeleteAsync(Key, Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.directory));
    }

    [Fact]
    public async Task SetAsync_WhenReadByAnotherStore_IsTheSame()
    {
        await this.Open().SetAsync(Key, "välue", Token);
        await this.Open().SetAsync(Key with { Room = "other" }, "b", Token);
        Assert.Equal("välue", await this.Open().GetAsync(Key, Token));
        Assert.True(await this.Open().DeleteAsync(Key, Token));
        Assert.Null(await this.Open().GetAsync(Key, Token));
        Assert.Equal("b", await this.Open().GetAsync(Key with { Room = "other" }, Token));
    }

    [Fact]
    public async Task SetAsync_WhenOnUnix_OnlyTheUserCanRead()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions of Unix.");
            return;
        }

        await this.Open().SetAsync(Key, "value", Token);
        var folder = Path.Combine(this.directory, "secrets");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain("server.example", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAsync_WhenTheValueIsTooLong_KeepsTheOldOne()
    {
        await this.Open().SetAsync(Key, "old", Token);
        await Assert.ThrowsAsync<SecretStoreException>(() => this.Open().SetAsync(Key, new string('x', ISecretStore.LargestValue + 1), Token));
        Assert.Equal("old", await this.Open().GetAsync(Key, Token));
    }

    [Fact]
    public async Task GetAsync_WhenTheFileWasReplaced_SaysSo()
    {
        await this.Open().SetAsync(Key, "value", Token);
        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(this.directory, "secrets")).Single(), "something else", Token);
        await Assert.ThrowsAsync<SecretStoreException>(() => this.Open().GetAsync(Key, Token));
    }

    [Fact]
    public async Task SetAsync_WhenTheDesktopHasASafe_TheFileIsEncryptedAndTheKeyInNoArgument()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for secret-tool.");
        var tools = this.SecretTool(isLocked: false);
        await this.Open(tools).SetAsync(Key, "the secret value", Token);
        await this.Open(tools).SetAsync(Key with { Name = "two" }, "another", Token);
        var files = Directory.GetFiles(Path.Combine(this.directory, "secrets"), "*.secret");
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.DoesNotContain("secret value", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Equal("the secret value", await this.Open(tools).GetAsync(Key, Token));
        Assert.Equal("another", await this.Open(tools).GetAsync(Key with { Name = "two" }, Token));
        Assert.Empty(this.notices);

        var key = await File.ReadAllTextAsync(Path.Combine(tools, "item"), Token);
        Assert.Equal(44, key.Length);
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(Path.Combine(tools, "arguments"), Token), StringComparison.Ordinal);

        // One file's content under another's name: an exchange of tokens between servers.
        File.Copy(files[0], files[1], overwrite: true);
        var failures = 0;
        foreach (var key2 in new[] { Key, Key with { Name = "two" } })
        {
            failures += await Record.ExceptionAsync(() => this.Open(tools).GetAsync(key2, Token)) is SecretStoreException ? 1 : 0;
        }

        Assert.Equal(1, failures);
    }

    [Fact]
    public async Task SetAsync_WhenTheSafeIsLocked_FallsBackToTheFileWithOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for secret-tool.");
        var store = this.Open(this.SecretTool(isLocked: true));
        await store.SetAsync(Key, "value", Token);
        await store.SetAsync(Key, "value 2", Token);
        Assert.Equal("value 2", await store.GetAsync(Key, Token));
        Assert.Contains("secret-service is locked", Assert.Single(this.notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_WhenTheSafeIsLockedAfterwards_NeverGivesAnotherValue()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for secret-tool.");
        await this.Open(this.SecretTool(isLocked: false)).SetAsync(Key, "value", Token);
        var locked = await Assert.ThrowsAsync<SecretStoreException>(() => this.Open(this.SecretTool(isLocked: true)).GetAsync(Key, Token));
        Assert.Contains("Unlock it", locked.Message, StringComparison.Ordinal);
    }

    private ISecretStore Open(string? tools = null) => SecretStores.Open(
        new EditorAgentHome(this.directory),
        new TrustedPath(tools is null ? null : $"{tools}:/usr/bin:/bin", []),
        new Hashtable { ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere" },
        this.notices.Add,
        TimeProvider.System);

    /// <summary>What secret-tool does, with a file for a safe.</summary>
    private string SecretTool(bool isLocked)
    {
        var folder = Path.Combine(this.directory, isLocked ? "locked" : "tools");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "secret-tool");
        File.WriteAllText(file, isLocked ? "#!/bin/sh\nexit 1\n" : $"""
            #!/bin/sh
            echo "$@" >> '{folder}/arguments'
            case "$1" in
              store) cat > '{folder}/item' ;;
              lookup) cat '{folder}/item' 2>/dev/null ;;
              search) exit 0 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }
}
