using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;

/// <summary>Which projects were asked about last. Safe to use from several threads.</summary>
internal sealed class ProjectHeat
{
    private readonly ConcurrentDictionary<ProjectId, long> askedAt = new();
    private long asked;

    public void Ask(IEnumerable<ProjectId> projects)
    {
        var now = Interlocked.Increment(ref this.asked);
        foreach (var project in projects)
        {
            this.askedAt[project] = now;
        }
    }

    /// <summary>
    /// Projects whose compilations exist, coldest first. A compilation holds those it references and goes with them, so that no project is colder than
    /// those that use it.
    /// </summary>
    public IReadOnlyList<ProjectId> Coldest(Solution solution)
    {
        var graph = solution.GetProjectDependencyGraph();
        return
        [
            .. solution.Projects
                .Where(project => project.TryGetCompilation(out _))
                .Select(project => project.Id)
                .OrderBy(Heat)
                .ThenByDescending(id => graph.GetProjectsThatThisProjectTransitivelyDependsOn(id).Count),
        ];

        long Heat(ProjectId id) => graph.GetProjectsThatTransitivelyDependOnThisProject(id).Append(id).Max(user => this.askedAt.GetValueOrDefault(user));
    }
}
