using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;

/// <summary>A member in a call tree.</summary>
/// <param name="Symbol">Who calls or is called.</param>
/// <param name="Project">Where it was found.</param>
internal sealed record CallNode(ISymbol Symbol, Project Project)
{
    /// <summary>The interface or base member over which the call goes; null for a call of exactly this member.</summary>
    public ISymbol? Through { get; init; }

    /// <summary>Already on the way here.</summary>
    public bool IsCycle { get; init; }

    /// <summary>Not looked further, because the depth was reached.</summary>
    public bool IsEnd { get; init; }

    public ImmutableArray<CallNode> Next { get; init; } = [];
}
