using System.Collections.Concurrent;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>
/// What the model last saw of each file in this session, so that nothing is overwritten that it does not know. Having seen a part counts.
/// </summary>
public sealed class ReadLedger
{
    private readonly ConcurrentDictionary<string, string> seen = new(StringComparer.Ordinal);

    public void Saw(WorkspacePath path, ContentHash hash) => this.seen[path.Absolute] = hash.Value;

    public ContentHash? LastSeen(WorkspacePath path) => this.seen.TryGetValue(path.Absolute, out var hash) ? new ContentHash(hash) : null;
}
