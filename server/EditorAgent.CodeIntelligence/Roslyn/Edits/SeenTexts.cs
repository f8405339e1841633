using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Versions of files that answers have shown, kept so that a stale edit can be told what has changed since. Bounded: the versions least
/// recently shown are forgotten first. Safe to use from several threads.
/// </summary>
public sealed class SeenTexts
{
    private const int MostCharacters = 8_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Path, string Hash), LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> byAge = [];
    private int characters;

    /// <summary>Call it with what an answer says it has shown.</summary>
    public void Remember(ImmutableArray<SeenVersion> seen, EffectiveFiles files)
    {
        foreach (var version in seen)
        {
            if (!this.Touch(version.Path, version.Hash) && files.Read(version.Path) is FileReading.Found { File: var file } && file.Hash == version.Hash)
            {
                this.Remember(file);
            }
        }
    }

    public void Remember(EffectiveFile file)
    {
        lock (this.gate)
        {
            if (this.Touch(file.Path, file.Hash) || file.Text.Length > MostCharacters / 2)
            {
                return;
            }

            this.entries.Add((file.Path, file.Hash), this.byAge.AddLast(new Entry(file.Path, file.Hash, file.Text)));
            this.characters += file.Text.Length;
            while (this.characters > MostCharacters && this.byAge.First is { } oldest)
            {
                this.byAge.RemoveFirst();
                this.entries.Remove((oldest.Value.Path, oldest.Value.Hash));
                this.characters -= oldest.Value.Text.Length;
            }
        }
    }

    /// <returns>The text of the version whose token was shown; null when it is not known any more.</returns>
    public string? Find(string path, string token)
    {
        lock (this.gate)
        {
            return this.byAge.LastOrDefault(entry => entry.Path == path && entry.Hash.StartsWith(token, StringComparison.OrdinalIgnoreCase))?.Text;
        }
    }

    private bool Touch(string path, string hash)
    {
        lock (this.gate)
        {
            if (!this.entries.TryGetValue((path, hash), out var node))
            {
                return false;
            }

            this.byAge.Remove(node);
            this.byAge.AddLast(node);
            return true;
        }
    }

    private sealed record Entry(string Path, string Hash, string Text);
}
