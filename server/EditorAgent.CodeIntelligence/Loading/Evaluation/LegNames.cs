using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>A name for each leg that no other leg has.</summary>
internal sealed class LegNames(string root, ImmutableArray<string> projects)
{
    private readonly HashSet<string> shared =
        [.. projects.GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(group => group)];

    public string Of(EvaluatedLeg leg)
    {
        var name = this.shared.Contains(leg.ProjectPath)
            ? Path.ChangeExtension(Path.GetRelativePath(root, leg.ProjectPath), null).Replace('\\', '/')
            : Path.GetFileNameWithoutExtension(leg.ProjectPath);
        return leg.IsOneOfSeveral ? $"{name}({leg.TargetFramework})" : name;
    }
}
