using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>What the rules are asked about one tool call.</summary>
/// <param name="ToolName">The tool's name as offered to the model.</param>
/// <param name="IsReadOnly">Whether the call changes nothing and starts nothing.</param>
/// <param name="Subjects">Everything it touches; empty when the tool's name says all.</param>
public sealed record PermissionQuestion(string ToolName, bool IsReadOnly, ImmutableArray<PermissionSubject> Subjects)
{
    /// <summary>Set when the call starts a program.</summary>
    public Execution? Execution { get; init; }

    /// <summary>What the call's content holds that a person should see before it happens (<see cref="PermissionMarks"/>); each asks, in every mode.</summary>
    public ImmutableArray<string> Cautions { get; init; } = [];
}
