using System.Collections.Immutable;
using EditorAgent.Core.Commands;

namespace EditorAgent.Core.Permissions;

/// <summary>A question read once, for all rules.</summary>
internal sealed class JudgedCall
{
    private readonly string tool;
    private readonly PermissionSubject.McpCall? mcp;

    public JudgedCall(string tool, ImmutableArray<PermissionSubject> subjects)
    {
        this.tool = tool;
        this.Subjects = [.. subjects.Select(JudgedSubject.Of)];
        foreach (var subject in subjects)
        {
            this.mcp ??= subject as PermissionSubject.McpCall;
        }
    }

    public ImmutableArray<JudgedSubject> Subjects { get; }

    /// <summary>Whether what the call does shows only when it runs.</summary>
    public bool IsHidden => this.Subjects.Any(subject => subject.IsHidden);

    public bool IsFor(PermissionPattern pattern) => pattern.IsForTool(this.tool, this.mcp);

    /// <summary>A restricting rule matches a call as soon as it matches one thing the call touches.</summary>
    public bool IsFoundBy(PermissionPattern pattern) =>
        this.IsFor(pattern) && (pattern.IsForEverything || this.Subjects.Any(subject => pattern.Finds(subject.Subject, subject.Text)));

    /// <summary>Whether an allowance covers one thing the call touches; null stands for a call that touches nothing nameable.</summary>
    public bool IsCoveredBy(PermissionPattern pattern, JudgedSubject? subject) =>
        this.IsFor(pattern) && (subject is null ? pattern.Subject is null : pattern.Covers(subject.Subject, subject.Text));
}
