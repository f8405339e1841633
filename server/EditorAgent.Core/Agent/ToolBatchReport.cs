using System.Collections.Immutable;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent;

internal enum ToolCallFate
{
    Ran,

    /// <summary>The call made no sense: unknown tool, bad arguments, a plan that cannot be.</summary>
    Refused,

    /// <summary>A rule or the user said no.</summary>
    Denied,

    /// <summary>The turn was stopped before its turn came.</summary>
    NotRun,
}

internal sealed record ToolCallReport(string ToolName, string Arguments, ToolResult Result, ToolCallFate Fate)
{
    /// <summary>Why it was denied; null where it was not.</summary>
    public CallDenial? Denial { get; init; }

    /// <summary>The files that a call which ran was about.</summary>
    public ImmutableArray<ToolLocation> Locations { get; init; } = [];
}

/// <param name="Calls">Those that have ended.</param>
/// <param name="Stopped">The person stopped the turn.</param>
/// <param name="IsPending">A question is left open: its call and those behind it have not ended.</param>
internal sealed record ToolBatchReport(ImmutableArray<ToolCallReport> Calls, bool Stopped, bool IsPending);
