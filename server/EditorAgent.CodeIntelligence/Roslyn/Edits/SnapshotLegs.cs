using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

internal static class SnapshotLegs
{
    /// <summary>Whether a leg has all its references; the diagnostics of one that has not are noise.</summary>
    public static bool IsWhole(this CodeSnapshot snapshot, ProjectId project) =>
        snapshot.Solution.ContainsProject(project) && (!snapshot.Legs.TryGetValue(project, out var leg) || leg.Degraded is null);
}
