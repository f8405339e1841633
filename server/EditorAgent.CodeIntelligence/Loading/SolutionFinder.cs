using EditorAgent.CodeIntelligence.Loading.Evaluation;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// Chooses what to load of a workspace: the solution in the root, else the one with most projects, else every project below the root. The user's
/// SDK reads the solution, so that its MSBuild must have been registered.
/// </summary>
internal sealed class SolutionFinder(string root)
{
    private const int MostCandidates = 20;

    /// <param name="chosen">A solution that the user has named; null lets us choose.</param>
    /// <param name="listing">What lies below the root.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<WorkspaceProjects> FindAsync(string? chosen, WorkspaceListing listing, CancellationToken cancellationToken)
    {
        if (chosen is not null)
        {
            return await SolutionReader.ReadAsync(Path.GetFullPath(chosen, root), cancellationToken);
        }

        // A filter only narrows a solution; it is loaded when it is named.
        var nearest = listing.Solutions.Where(path => !path.EndsWith(".slnf", StringComparison.Ordinal)).ToList();
        var inRoot = nearest.Where(path => Path.GetDirectoryName(path) == root).ToList();
        var candidates = new List<WorkspaceProjects>();
        foreach (var path in (inRoot.Count > 0 ? inRoot : nearest).Take(MostCandidates))
        {
            candidates.Add(await SolutionReader.ReadAsync(path, cancellationToken));
        }

        var best = candidates.MaxBy(candidate => candidate.Projects.Length);
        if (best is null || (best.Projects.IsEmpty && best.Uncovered.IsEmpty))
        {
            return this.Loose(listing, best?.Warnings ?? []) with { Files = [.. candidates.SelectMany(candidate => candidate.Files)] };
        }

        best = best with { Files = [.. candidates.SelectMany(candidate => candidate.Files)] };
        return candidates.Count > 1
            ? best with { Warnings = [.. best.Warnings, $"{candidates.Count} solutions: {this.Relative(best.SolutionPath!)} is loaded, it has most projects ({string.Join(", ", candidates.Where(other => other.SolutionPath != best.SolutionPath).Select(other => this.Relative(other.SolutionPath!)))} not)"] }
            : best;
    }

    private WorkspaceProjects Loose(WorkspaceListing listing, IEnumerable<string> warnings) =>
        new(Path.GetFileName(root), [.. listing.Projects.Where(ProjectLanguage.IsCSharp)])
        {
            Uncovered = [.. listing.Projects.Where(path => !ProjectLanguage.IsCSharp(path)).Select(path => new UncoveredProject(path, ProjectLanguage.Reason(path)))],
            Warnings = [.. warnings],
        };

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
