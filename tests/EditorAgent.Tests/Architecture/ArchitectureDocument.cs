using System.Text.RegularExpressions;

namespace EditorAgent.Tests.Architecture;

/// <summary>The tables of <c>server/ARCHITECTURE.md</c>, each found by the heading above it.</summary>
internal static partial class ArchitectureDocument
{
    public static IReadOnlyList<string[]> Table(string heading)
    {
        var rows = File.ReadLines(RepositoryTree.Architecture)
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"ARCHITECTURE.md has no table below \"## {heading}\".");
    }

    /// <summary>The names in backticks in a cell.</summary>
    public static IReadOnlyList<string> Names(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
