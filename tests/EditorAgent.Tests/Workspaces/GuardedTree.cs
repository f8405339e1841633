using System.Security.Cryptography;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>A workspace beside a directory that nothing may reach; what lies outside says so in its content.</summary>
internal sealed class GuardedTree : IDisposable
{
    public const string Secret = "outside";

    public GuardedTree()
    {
        // In memory where the system has such a place: tens of thousands of durable writes would wear out a disk and the test's patience.
        var place = System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();
        this.Path = System.IO.Path.Join(place, "ea-guard-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        System.IO.Directory.CreateDirectory(this.Root);
        System.IO.Directory.CreateDirectory(this["outside"]);
    }

    public string Path { get; }

    public string Root => this["root"];

    public string this[string relative] => System.IO.Path.Join(this.Path, relative);

    public void AddOutside(string relative)
    {
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this["outside/" + relative])!);
        File.WriteAllText(this["outside/" + relative], Secret);
    }

    public Workspace Workspace() => new(this.Root, [], []);

    /// <summary>Everything outside of the workspace, in a form that two moments can be compared by.</summary>
    public string Outside() => string.Join('\n', System.IO.Directory
        .EnumerateFileSystemEntries(this["outside"], "*", SearchOption.AllDirectories)
        .Select(path => File.Exists(path) ? $"{path} {File.ReadAllText(path)} {File.GetLastWriteTimeUtc(path).Ticks}" : path)
        .Order(StringComparer.Ordinal));

    public static void AssertInside(FileSnapshot? snapshot) =>
        Assert.False(snapshot is not null && snapshot.Bytes.Span.StartsWith("outside"u8), "a read reached the outside");

    public void Dispose() => System.IO.Directory.Delete(this.Path, recursive: true);
}
