using System.Collections.Immutable;
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

internal sealed record ToolCallReport(string ToolName, string Arguments, ToolResult Result, ToolCallFate Fate);

internal sealed record ToolBatchReport(ImmutableArray<ToolCallReport> Calls, bool Stopped);
