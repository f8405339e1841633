using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>What a person is shown.</summary>
/// <param name="CallId">The call.</param>
/// <param name="ToolName">The tool's name as offered to the model.</param>
/// <param name="ArgumentsJson">The exact arguments.</param>
/// <param name="Plan">What the call would do.</param>
/// <param name="Reason">Why it is asked: the rule, the mode or the default.</param>
/// <param name="ShownHash">SHA-256 over tool, arguments and plan as shown; the answer is bound to it.</param>
public sealed record PermissionRequest(
    ToolCallId CallId,
    string ToolName,
    string ArgumentsJson,
    ToolPlan.Ready Plan,
    string Reason,
    string ShownHash)
{
    /// <summary>What is special about the call, one of <see cref="PermissionMarks"/> each; shown above everything else.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];

    /// <summary>Names this question; an answer carries it together with <see cref="ShownHash"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The words that the person is shown.</summary>
    public required ApprovalText Text { get; init; }

    /// <summary>Where not a yes or no is wanted: what to choose from, each fit to be shown; <see cref="PermissionAnswer.Chosen"/> picks one, a rejection none.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Not the call is asked about but the workspace that it would run code of; only <see cref="PermissionAnswer.Trust"/> agrees to that.</summary>
    public TrustQuestion? Trust { get; init; }
}
