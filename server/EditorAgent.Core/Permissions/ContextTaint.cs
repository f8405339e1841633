using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// What a session's conversation holds that strangers wrote, and what a person has let run in it. After text from outside a call that would
/// use the network, or run something of a kind that no person has allowed in this session, asks: no rule, grant or mode answers for the
/// user, because the text may be what made the model want it. Made by the fold of the journal, so it outlives a restart.
/// </summary>
public sealed record ContextTaint
{
    public static ContextTaint None { get; } = new();

    /// <summary>What first brought text from outside: a tool by its result, a server's prompt, an attached resource; null when nothing has.</summary>
    public string? Outside { get; init; }

    /// <summary>Whether text out of the workspace's files has been read.</summary>
    public bool HasWorkspaceText { get; init; }

    /// <summary>The kinds of execution (<see cref="KindOf"/>) that a person has allowed.</summary>
    public ImmutableHashSet<string> AllowedKinds { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What kind of execution a call is: that of the program it starts, or the server it speaks to; null when it is none.</summary>
    public static string? KindOf(PermissionQuestion question) =>
        question.Execution?.Kind ?? question.Subjects.OfType<PermissionSubject.McpCall>().Select(call => "mcp server " + call.Server).FirstOrDefault();

    /// <summary>Why the call has to be shown to a person, in the words of <see cref="PermissionMarks"/>; null when it has not.</summary>
    public string? CautionFor(PermissionQuestion question, bool isWorkspaceTrusted)
    {
        var source = this.Outside ?? (this.HasWorkspaceText && !isWorkspaceTrusted ? "the untrusted workspace" : null);
        return source is not null && (NeedsNetwork(question) || this.IsNewKind(question)) ? PermissionMarks.UntrustedText(source) : null;
    }

    private static bool NeedsNetwork(PermissionQuestion question) =>
        question.Execution is { NeedsNetwork: true } || question.Subjects.Any(subject => subject is PermissionSubject.Url);

    /// <summary>What only looks, inside the sandbox, is never new; a command of which nobody says how it would run always is.</summary>
    private bool IsNewKind(PermissionQuestion question)
    {
        if (question.Execution is { IsInAutoRunTable: true, IsSandboxed: true })
        {
            return false;
        }

        return KindOf(question) is { } kind ? !this.AllowedKinds.Contains(kind) : question.Subjects.Any(subject => subject is PermissionSubject.Command);
    }
}
