using System.Collections.Immutable;
using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>A project file after evaluation.</summary>
/// <param name="Path">The project file, absolute.</param>
/// <param name="Legs">One a target framework; empty when evaluation failed.</param>
internal sealed record EvaluatedProject(string Path, ImmutableArray<EvaluatedLeg> Legs)
{
    /// <summary>The project without a framework, where it has several.</summary>
    public ProjectInstance? Outer { get; init; }

    /// <summary>Why there are no legs, fit for a coverage line.</summary>
    public string? Failure { get; init; }

    public IEnumerable<ProjectInstance> Instances => this.Outer is null ? this.Legs.Select(leg => leg.Instance) : this.Legs.Select(leg => leg.Instance).Prepend(this.Outer);
}
