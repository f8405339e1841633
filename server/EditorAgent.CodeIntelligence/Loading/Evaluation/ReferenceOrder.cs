namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>
/// Referenced projects before those that refer to them, so that the build manager finds our instances of them and need not evaluate its own. In a
/// circle of references the order is that of the projects.
/// </summary>
internal static class ReferenceOrder
{
    public static IReadOnlyList<EvaluatedProject> Sort(IReadOnlyList<EvaluatedProject> projects)
    {
        var byPath = projects.ToDictionary(project => project.Path, StringComparer.Ordinal);
        var (seen, ordered) = (new HashSet<string>(StringComparer.Ordinal), new List<EvaluatedProject>(projects.Count));
        foreach (var project in projects)
        {
            Visit(project);
        }

        return ordered;

        void Visit(EvaluatedProject project)
        {
            if (!seen.Add(project.Path))
            {
                return;
            }

            var folder = Path.GetDirectoryName(project.Path)!;
            foreach (var reference in project.Legs.SelectMany(leg => leg.Instance.GetItems("ProjectReference")))
            {
                if (byPath.TryGetValue(ProjectPaths.Full(reference.EvaluatedInclude, folder), out var referenced))
                {
                    Visit(referenced);
                }
            }

            ordered.Add(project);
        }
    }
}
