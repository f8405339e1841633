using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>Which leg of a solution a reference means. A reference may name any of the assemblies that a project's build leaves behind.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<string, ProjectLeg> byOutput = new(FilePaths.Comparer);
    private readonly ILookup<string, ProjectLeg> byProject;

    public ProjectGraph(ImmutableArray<ProjectLeg> legs)
    {
        this.byProject = legs.ToLookup(leg => leg.ProjectPath, FilePaths.Comparer);
        foreach (var leg in legs)
        {
            foreach (var output in leg.OutputPaths)
            {
                this.byOutput.TryAdd(Path.GetFullPath(output), leg);
            }
        }
    }

    /// <summary>Null when no project of the solution builds the assembly.</summary>
    public ProjectLeg? BuilderOf(string assemblyPath) => this.byOutput.GetValueOrDefault(assemblyPath);

    /// <summary>For a leg whose references are not known: the nearest leg of each project it names.</summary>
    public IEnumerable<ProjectLeg> NamedBy(ProjectLeg leg) =>
        from path in leg.ProjectReferences
        let legs = this.byProject[Path.GetFullPath(path)]
        let nearest = legs.FirstOrDefault(other => other.TargetFramework == leg.TargetFramework) ?? legs.FirstOrDefault()
        where nearest is not null && nearest != leg
        select nearest;
}
