using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;

/// <summary>What the session has changed: documents of the snapshot that differ from its baseline.</summary>
/// <param name="Paths">Of changed and new files.</param>
/// <param name="Projects">Legs that hold one, have lost one, or are loaded differently.</param>
/// <param name="Affected">These, and all that depend on them.</param>
internal sealed record ChangedDocuments(ImmutableHashSet<string> Paths, ImmutableHashSet<ProjectId> Projects, ImmutableHashSet<ProjectId> Affected)
{
    private static readonly ChangedDocuments None = new([], [], []);

    public static async Task<ChangedDocuments> OfAsync(CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Baseline is not { } baseline || baseline == snapshot.Solution)
        {
            return None;
        }

        var paths = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var projects = ImmutableHashSet.CreateBuilder<ProjectId>();
        var touched = snapshot.Solution.GetChanges(baseline).GetProjectChanges().Select(change => change.ProjectId).ToHashSet();
        foreach (var project in snapshot.Solution.Projects.Where(project => touched.Contains(project.Id) || !baseline.ContainsProject(project.Id)))
        {
            var before = baseline.GetProject(project.Id);
            var old = before?.Documents.Where(document => document.FilePath is not null).DistinctBy(document => document.FilePath).ToDictionary(document => document.FilePath!, StringComparer.Ordinal) ?? [];
            foreach (var document in project.Documents.Where(document => document.FilePath is not null))
            {
                if (!old.Remove(document.FilePath!, out var other) || await DiffersAsync(document, other, cancellationToken))
                {
                    paths.Add(document.FilePath!);
                    projects.Add(project.Id);
                }
            }

            if (old.Count > 0 || before?.MetadataReferences.Count != project.MetadataReferences.Count || before?.CompilationOptions?.Equals(project.CompilationOptions) == false)
            {
                projects.Add(project.Id);
            }
        }

        var graph = snapshot.Solution.GetProjectDependencyGraph();
        var affected = projects.SelectMany(project => graph.GetProjectsThatTransitivelyDependOnThisProject(project).Append(project)).ToImmutableHashSet();
        return new ChangedDocuments(paths.ToImmutable(), projects.ToImmutable(), affected);
    }

    private static async Task<bool> DiffersAsync(Document document, Document before, CancellationToken cancellationToken)
    {
        if (await document.GetTextVersionAsync(cancellationToken) == await before.GetTextVersionAsync(cancellationToken))
        {
            return false;
        }

        return !(await document.GetTextAsync(cancellationToken)).ContentEquals(await before.GetTextAsync(cancellationToken));
    }
}
