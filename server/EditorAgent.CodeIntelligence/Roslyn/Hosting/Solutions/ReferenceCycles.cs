using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>Projects that reference each other in a circle cannot be compiled; leaving out one reference of the circle keeps the rest answerable.</summary>
internal static class ReferenceCycles
{
    /// <returns>The references to leave out, from and to; in a stable order.</returns>
    public static IReadOnlyList<(ProjectId From, ProjectId To)> Closing(IReadOnlyList<ProjectId> projects, Func<ProjectId, IEnumerable<ProjectId>> references)
    {
        var closing = new List<(ProjectId, ProjectId)>();
        var finished = new HashSet<ProjectId>();
        var onPath = new HashSet<ProjectId>();
        foreach (var project in projects)
        {
            Visit(project);
        }

        return closing;

        void Visit(ProjectId project)
        {
            if (finished.Contains(project) || !onPath.Add(project))
            {
                return;
            }

            foreach (var reference in references(project))
            {
                if (onPath.Contains(reference))
                {
                    closing.Add((project, reference));
                }
                else
                {
                    Visit(reference);
                }
            }

            onPath.Remove(project);
            finished.Add(project);
        }
    }
}
