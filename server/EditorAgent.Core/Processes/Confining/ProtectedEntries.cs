using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// The protected files and directories that a workspace holds at one moment, nearest to the root first. What build tools make is left
/// out: it is rebuilt by every build, and holds such names by the thousand.
/// </summary>
internal sealed class ProtectedEntries
{
    /// <summary>Directories looked into, nearest to the root first; in a larger tree what lies deeper is not found.</summary>
    private const int MostDirectories = 4_000;

    private const int MostKnownNames = 20_000;

    private static readonly ImmutableArray<string> BuildOutput = ["node_modules", "bin", "obj", "target", ".vs", ".venv", "venv", "__pycache__"];

    /// <summary>Names repeat from run to run; judging one costs far more than finding it here.</summary>
    private static readonly ConcurrentDictionary<string, ProtectedFile?> KnownNames = new(StringComparer.Ordinal);

    private ProtectedEntries(ImmutableArray<ProtectedEntry> entries) => this.Entries = entries;

    public ImmutableArray<ProtectedEntry> Entries { get; }

    /// <param name="roots">Absolute, links resolved.</param>
    public static ProtectedEntries In(IReadOnlyList<string> roots)
    {
        var found = ImmutableArray.CreateBuilder<ProtectedEntry>();
        foreach (var root in roots)
        {
            Walk(root, found);
        }

        return new ProtectedEntries(found.ToImmutable());
    }

    private static void Walk(string root, ImmutableArray<ProtectedEntry>.Builder found)
    {
        var pending = new Queue<string>([root]);
        for (var looked = 0; looked < MostDirectories && pending.TryDequeue(out var directory); looked++)
        {
            try
            {
                Look(directory, root, pending, found);
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                // Vanished meanwhile, or closed to this account and thereby to what runs as this account.
            }
        }
    }

    private static void Look(string directory, string root, Queue<string> pending, ImmutableArray<ProtectedEntry>.Builder found)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            var isDirectory = entry is DirectoryInfo && (entry.Attributes & FileAttributes.ReparsePoint) == 0;
            if (ProtectionOf(entry.Name) is { } protection)
            {
                if (FileIdentity.Of(entry.FullName) is { } identity)
                {
                    found.Add(new ProtectedEntry(entry.FullName, root, isDirectory, identity, protection));
                }
            }
            else if (isDirectory && !BuildOutput.Contains(entry.Name))
            {
                pending.Enqueue(entry.FullName);
            }
        }
    }

    private static ProtectedFile? ProtectionOf(string name)
    {
        if (KnownNames.TryGetValue(name, out var known))
        {
            return known;
        }

        if (KnownNames.Count >= MostKnownNames)
        {
            KnownNames.Clear();
        }

        return KnownNames[name] = ProtectedFiles.ForWriting(name);
    }
}
