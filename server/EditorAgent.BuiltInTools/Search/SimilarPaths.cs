using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Guesses which existing files a wrong path may have meant.</summary>
internal static class SimilarPaths
{
    private const int MostFilesLookedAt = 20_000;
    private const int MostSuggestions = 3;

    /// <returns>A sentence with a leading blank, or nothing.</returns>
    public static string Suggest(Workspace workspace, WorkspacePath missing, CancellationToken cancellationToken)
    {
        var wanted = missing.Absolute[(missing.Absolute.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var directory = Path.GetDirectoryName(missing.Absolute);
        var candidates = new List<(int Distance, bool Elsewhere, string Path)>();
        foreach (var file in FileWalk.Below(workspace, workspace.RealRoot, cancellationToken).Take(MostFilesLookedAt))
        {
            var name = Path.GetFileName(file);
            var distance = Distance(name, wanted);
            if (distance <= Math.Max(1, wanted.Length / 3))
            {
                candidates.Add((distance, Path.GetDirectoryName(file) != directory, file));
            }
        }

        candidates.Sort();
        var found = candidates.Take(MostSuggestions).Select(candidate => workspace.NameOf(candidate.Path));
        var text = string.Join(", ", found);
        return text.Length == 0 ? "" : $" Similar paths: {text}.";
    }

    /// <summary>Levenshtein, letter case aside.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > right.Length / 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitute = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
