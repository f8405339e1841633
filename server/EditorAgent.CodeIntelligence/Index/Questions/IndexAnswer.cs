using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>How every answer from the index ends: what was shortened, which files it cannot speak of, the coverage.</summary>
internal static class IndexAnswer
{
    private const int MostNamed = 5;

    /// <param name="snapshot">Of which the answer speaks.</param>
    /// <param name="scope">The part of it.</param>
    /// <param name="coverage">The caller's.</param>
    /// <param name="lines">The answer's own; null ones are left out.</param>
    public static string Text(IndexSnapshot snapshot, IndexScope scope, Coverage coverage, params IEnumerable<string?> lines)
    {
        var problems = snapshot.Files.Where(file => file.Problem is not null && scope.Contains(file))
            .Select(file => $"{PathNames.FromRoot(snapshot.Root, file.Path)} ({file.Problem})").ToList();
        var more = problems.Count > MostNamed ? $", and {problems.Count - MostNamed} more" : "";
        var notIndexed = problems.Count == 0 ? null : $"not indexed: {string.Join(", ", problems.Take(MostNamed))}{more}";
        return string.Join('\n', lines.Append(notIndexed).Append(coverage.ToString()).Where(line => line is { Length: > 0 }));
    }

    /// <summary>Zero hits never read like a fact that nobody has established.</summary>
    public static string NothingFound(IndexSnapshot snapshot, IndexScope scope, Coverage coverage) =>
        coverage.IsComplete && !snapshot.Files.Any(file => file.Problem is not null && scope.Contains(file)) ? "0 found" : "0 found in the covered part";

    public static string Place(IndexSnapshot snapshot, Located located) =>
        $"{PathNames.FromRoot(snapshot.Root, located.File.Path)}:{located.Declaration.NameLine}";
}
