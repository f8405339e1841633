using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>How the worker stands; sent whenever it changes.</summary>
/// <param name="State">Whether semantic questions can be answered.</param>
/// <param name="Generation">Grows with every change of a project file; goes back with <see cref="LoadParams"/>.</param>
public sealed record CodeHostStatus(CodeHostState State, int Generation)
{
    /// <summary>Project files whose projects must be loaded again, absolute.</summary>
    public ImmutableArray<string> NeedsReload { get; init; } = [];

    /// <summary>The last line of answers.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>In bytes.</summary>
    public long WorkingSet { get; init; }

    /// <summary>Projects whose compilations were dropped because of the memory ceiling and will be made again when asked about.</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];
}
