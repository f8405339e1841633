using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>The tools of a session, frozen at its start so that the prompt's prefix stays byte-stable.</summary>
public sealed class ToolCatalog
{
    private readonly Dictionary<string, ITool> byName;

    /// <exception cref="ArgumentException">Two tools share a name.</exception>
    public ToolCatalog(IEnumerable<ITool> tools)
    {
        ImmutableArray<ITool> all = [.. tools];
        this.byName = all.ToDictionary(tool => tool.Definition.Name, StringComparer.Ordinal);
        this.Definitions = [.. all.Select(tool => tool.Definition)];
    }

    /// <summary>In the order given; the same object for the life of the session.</summary>
    public ImmutableArray<ToolDefinition> Definitions { get; }

    public IReadOnlyCollection<string> Names => this.byName.Keys;

    public ITool? Find(string name) => this.byName.GetValueOrDefault(name);

    /// <summary>
    /// Finds a tool by a name as models misspell it: other letter case, a leading <c>functions.</c>, doubled underscores.
    /// Null when nothing or more than one thing fits.
    /// </summary>
    public ITool? FindForgiving(string name)
    {
        var wanted = Fold(name);
        ITool? found = null;
        foreach (var definition in this.Definitions)
        {
            if (Fold(definition.Name) != wanted)
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = this.byName[definition.Name];
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
}
