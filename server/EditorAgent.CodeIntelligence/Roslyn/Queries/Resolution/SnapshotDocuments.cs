using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>The documents of a snapshot as questions go through them: whole legs before degraded ones, each file's legs next to each other.</summary>
internal static class SnapshotDocuments
{
    public static ImmutableArray<Project> Projects(CodeSnapshot snapshot) =>
    [
        .. snapshot.Solution.Projects
            .Where(project => project.Language == LanguageNames.CSharp)
            .OrderBy(project => IsDegraded(snapshot, project))
            .ThenBy(project => project.Name, StringComparer.Ordinal),
    ];

    public static bool IsDegraded(CodeSnapshot snapshot, Project project) =>
        snapshot.Legs.TryGetValue(project.Id, out var leg) ? leg.Degraded is not null : project.MetadataReferences.Count == 0;

    /// <summary>A path as an address writes it: absolute, from the root, or only its end.</summary>
    public static ImmutableArray<Document> At(CodeSnapshot snapshot, string path)
    {
        var absolute = Path.GetFullPath(path.Replace('/', Path.DirectorySeparatorChar), snapshot.Root);
        var exact = Projects(snapshot).SelectMany(project => project.Documents).Where(document => document.FilePath == absolute).ToImmutableArray();
        if (!exact.IsEmpty)
        {
            return exact;
        }

        var ends = Projects(snapshot).SelectMany(project => project.Documents)
            .Where(document => document.FilePath is { } file && IsEndOf(PathNames.FromRoot(snapshot.Root, file), path))
            .GroupBy(document => document.FilePath)
            .ToList();
        return ends.Count == 1 ? [.. ends[0]] : [];
    }

    /// <summary>Whether one of the two is the end of the other, in whole names.</summary>
    private static bool IsEndOf(string known, string written)
    {
        var (shorter, longer) = known.Length < written.Length ? (known, written) : (written, known);
        return longer.EndsWith(shorter, StringComparison.Ordinal) && (longer.Length == shorter.Length || longer[^(shorter.Length + 1)] == '/');
    }
}
