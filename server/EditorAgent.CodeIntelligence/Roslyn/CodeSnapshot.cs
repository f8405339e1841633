using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Loading;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn;

/// <summary>
/// The workspace at one moment; every question is answered from exactly one. Symbols never travel from one snapshot to another, only their
/// addresses do.
/// </summary>
/// <param name="Root">The workspace root, links resolved; paths in answers start there.</param>
/// <param name="Solution">All legs, open buffers included.</param>
/// <param name="Coverage">What is and what is not in it.</param>
public sealed record CodeSnapshot(string Root, Solution Solution, Coverage Coverage)
{
    /// <summary>What each of the solution's projects was loaded from.</summary>
    public ImmutableDictionary<ProjectId, ProjectLeg> Legs { get; init; } = ImmutableDictionary<ProjectId, ProjectLeg>.Empty;

    /// <summary>
    /// The effective text of a source file with the hash of its bytes: an editor's buffer where there is one, else the disk. Null for what
    /// is no file.
    /// </summary>
    public Func<string, ShownFile?> Shown { get; init; } = ShownFile.TryRead;

    /// <summary>The same workspace when the session began, or null when nothing has changed since.</summary>
    public Solution? Baseline { get; init; }
}
