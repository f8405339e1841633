namespace EditorAgent.Core.Permissions;

/// <summary>Says what would change a decision. Never wider than the call at hand.</summary>
internal static class ChangeAdvice
{
    private const string Own = "in your own config.toml (a workspace's file can only deny and ask)";

    public static string For(PermissionQuestion question, PermissionVerdict verdict) => verdict.Source switch
    {
        DecisionSource.Rule { Decision: PermissionDecision.Allow } rule => $"Remove that rule ({rule.Origin}), or add a deny or ask rule: those are stronger.",
        DecisionSource.Rule { Decision: PermissionDecision.Ask } rule when verdict.Decision == PermissionDecision.Ask && !IsUndecidable(verdict) =>
            $"Remove or narrow that rule ({rule.Origin}). An ask rule is stronger than every allow rule, grant and mode.",
        DecisionSource.Rule rule when verdict.Decision == PermissionDecision.Ask =>
            $"Spell the call so that it can be read without running it (one plain command; an address without user name and escapes), or remove that rule ({rule.Origin}).",
        DecisionSource.Rule rule => $"Remove or narrow that rule ({rule.Origin}). Deny is stronger than every allow rule, grant and mode, yolo too.",
        DecisionSource.Grant grant => $"Take the grant \"{grant.Given.Pattern}\" back, or add a deny or ask rule: those are stronger.",
        DecisionSource.AutoRunTable => "Add a deny or ask rule for it: those are stronger.",
        DecisionSource.Safeguard guard => ForSafeguard(guard.Mark, question),
        DecisionSource.Mode { Current: PermissionMode.Plan } => "Leave plan mode. In it, only calls that change nothing run.",
        DecisionSource.Mode mode => $"Leave {PermissionModeName.Of(mode.Current)} mode, or add a deny or ask rule: those are stronger than the mode.",
        _ when verdict.Decision == PermissionDecision.Allow => "Add a deny or ask rule for it.",
        _ => ForUnruled(question),
    };

    private static bool IsUndecidable(PermissionVerdict verdict) => verdict.Reason.StartsWith("this call cannot", StringComparison.Ordinal);

    private static string ForSafeguard(string mark, PermissionQuestion question) => mark switch
    {
        PermissionMarks.Restricted => "Trust the workspace in the editor; nothing here can.",
        PermissionMarks.NotSandboxed => "A working sandbox (editor-agent doctor says what is missing). Without one every command is asked for, whatever a rule or mode says.",
        PermissionMarks.NeedsNetwork => "Nothing: the network is approved for one call at a time. A deny rule refuses it without asking.",
        PermissionMarks.AgentConfiguration => "Nothing: a person decides each change of what an agent may do. A deny rule refuses it without asking.",
        PermissionMarks.ExecutesLater or PermissionMarks.Secret => $"An allow rule that names the file, {Own}: pattern = \"{Suggestion(question)}\".",
        _ => "Nothing: a person decides each such call. A deny rule refuses it without asking.",
    };

    private static string ForUnruled(PermissionQuestion question)
    {
        var edits = question.Subjects.Any(subject => subject is PermissionSubject.Path { Writes: true }) ? " Or use accept-edits mode." : "";
        return question.Execution?.Unreadable is { } why
            ? $"Spell it as plain commands ({why}): text that cannot be taken apart is allowed once at most."
            : $"An allow rule {Own}: pattern = \"{Suggestion(question)}\".{edits} A deny rule refuses it without asking.";
    }

    /// <summary>A pattern for this call and no other.</summary>
    private static string Suggestion(PermissionQuestion question)
    {
        var subject = question.Subjects.FirstOrDefault(subject => subject is not PermissionSubject.Path path || path.Writes || question.Subjects.Length == 1) switch
        {
            PermissionSubject.Path path => path.Relative,
            PermissionSubject.Command command => $"={command.Text}",
            PermissionSubject.Url url => CanonicalUrl.Of(url.Address) is { IsOdd: false } address ? $"{address.Scheme}://{address.Host}{address.Path}" : "*",
            _ => null,
        };
        return (subject is null ? question.ToolName : $"{question.ToolName}({subject})").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
    }
}
