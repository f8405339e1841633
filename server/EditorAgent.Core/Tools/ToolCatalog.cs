using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>
/// The tools of a session. It only grows, and only behind what is there: a definition that a request has carried never changes, moves or
/// goes, so that the prompt's prefix stays byte-stable. Safe from any thread.
/// </summary>
public sealed class ToolCatalog
{
    private readonly Lock gate = new();
    private Contents contents;

    /// <exception cref="ArgumentException">Two tools share a name.</exception>
    public ToolCatalog(IEnumerable<ITool> tools)
    {
        ImmutableArray<ITool> all = [.. tools];
        this.contents = new Contents(all.ToDictionary(tool => tool.Definition.Name, StringComparer.Ordinal), [.. all.Select(tool => tool.Definition)]);
    }

    /// <summary>In the order in which they came; what is returned does not grow.</summary>
    public ImmutableArray<ToolDefinition> Definitions => this.Now.Definitions;

    public IReadOnlyCollection<string> Names => this.Now.ByName.Keys;

    private Contents Now => Volatile.Read(ref this.contents);

    public ITool? Find(string name) => this.Now.ByName.GetValueOrDefault(name);

    /// <summary>Adds tools behind all others, in the order given: the next request carries them. All of them or, when it throws, none.</summary>
    /// <exception cref="ArgumentException">One of them has the name of another, or of one that is there.</exception>
    public void Append(ImmutableArray<ITool> tools)
    {
        if (tools.IsEmpty)
        {
            return;
        }

        lock (this.gate)
        {
            var before = this.contents;
            var byName = new Dictionary<string, ITool>(before.ByName, StringComparer.Ordinal);
            foreach (var tool in tools)
            {
                byName.Add(tool.Definition.Name, tool);
            }

            Volatile.Write(ref this.contents, new Contents(byName, [.. before.Definitions, .. tools.Select(tool => tool.Definition)]));
        }
    }

    /// <summary>
    /// Finds a tool by a name as models misspell it: other letter case, a leading <c>functions.</c>, doubled underscores.
    /// Null when nothing or more than one thing fits.
    /// </summary>
    public ITool? FindForgiving(string name)
    {
        var wanted = Fold(name);
        ITool? found = null;
        var now = this.Now;
        foreach (var definition in now.Definitions)
        {
            if (Fold(definition.Name) != wanted)
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = now.ByName[definition.Name];
        }

        return found;
    }

    /// <summary>
    /// The names closest to <paramref name="name"/>, at most three: first by the words that a tool's name or description shares with it
    /// (whoever asks for <c>bash</c> wants the tool that speaks of bash), then by letters.
    /// </summary>
    public IEnumerable<string> Nearest(string name)
    {
        var words = WordsOf(name);
        return this.Definitions
            .OrderByDescending(definition => words.Count(WordsOf(definition.Name).Contains))
            .ThenByDescending(definition => words.Count(WordsOf(definition.Description).Contains))
            .ThenBy(definition => EditDistance.Between(definition.Name, name))
            .ThenBy(definition => definition.Name, StringComparer.Ordinal)
            .Select(definition => definition.Name)
            .Take(3);
    }

    /// <summary>In lower case; a plural or a verb's ending is no other word. One or two letters say nothing.</summary>
    private static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (int start = 0, at = 0; at <= text.Length; at++)
        {
            var ends = at == text.Length || !char.IsAsciiLetter(text[at]);
            if (!ends && !(at > start && char.IsAsciiLetterUpper(text[at]) && char.IsAsciiLetterLower(text[at - 1])))
            {
                continue;
            }

            if (at - start > 2)
            {
                var word = text[start..at].ToLowerInvariant();
                words.Add(word.EndsWith('s') ? word[..^1] : word);
            }

            start = ends ? at + 1 : at;
        }

        return words;
    }

    private static string Fold(string name)
    {
        var bare = name.Trim();
        if (bare.StartsWith("functions.", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare["functions.".Length..];
        }

        while (bare.Contains("__", StringComparison.Ordinal))
        {
            bare = bare.Replace("__", "_", StringComparison.Ordinal);
        }

        return bare.ToLowerInvariant();
    }

    /// <summary>Never changed once it is there.</summary>
    private sealed record Contents(Dictionary<string, ITool> ByName, ImmutableArray<ToolDefinition> Definitions);
}
