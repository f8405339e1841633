using System.Collections.Immutable;
using EditorAgent.Core.Commands;

namespace EditorAgent.Core.Permissions;

/// <summary>A question read once, for all rules.</summary>
internal sealed class JudgedCall
{
    private readonly string tool;
    private readonly PermissionSubject.McpCall? mcp;
    private readonly bool reachesOutside;

    public JudgedCall(string tool, ImmutableArray<PermissionSubject> subjects)
    {
        this.tool = tool;
        this.Subjects = [.. subjects.Select(JudgedSubject.Of)];
        this.reachesOutside = subjects.Any(subject => subject is PermissionSubject.Path { IsOutside: true });
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
        (this.IsFor(pattern) && (pattern.IsForEverything || this.Subjects.Any(subject => Finds(pattern, subject))))
        || this.Subjects.Any(subject => subject.Subject is PermissionSubject.Path { JudgedAs: { } reader } && pattern.IsForTool(reader, null) && pattern.Finds(subject.Subject, null));

    /// <summary>Whether a restricting rule speaks of files below a directory that a command looks through.</summary>
    public bool IsFoundBelowBy(PermissionPattern pattern) => this.Subjects.Any(subject =>
        subject.Subject is PermissionSubject.Path { IsTree: true, JudgedAs: { } reader } directory && pattern.IsForTool(reader, null) && pattern.FindsBelow(directory));

    /// <summary>Whether an allowance covers one thing the call touches; null stands for a call that touches nothing nameable.</summary>
    public bool IsCoveredBy(PermissionPattern pattern, JudgedSubject? subject) =>
        this.IsFor(pattern) && (subject is null ? pattern.Subject is null : this.Covers(pattern, subject));

    /// <summary>A rule of the tool itself speaks of commands: a path that a command names is meant only by what can be nothing but a path.</summary>
    private static bool Finds(PermissionPattern pattern, JudgedSubject subject) =>
        (!subject.IsNamedByCommand || pattern.Subject!.Contains('/')) && pattern.Finds(subject.Subject, subject.Text);

    private bool Covers(PermissionPattern pattern, JudgedSubject subject) =>
        pattern.Covers(subject.Subject, subject.Command) && (subject.Command is null || !this.reachesOutside || pattern.IsExactOrAnyCommand);
}
