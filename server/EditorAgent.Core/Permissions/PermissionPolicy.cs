using EditorAgent.Core.Commands;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Decides tool calls for one session: deny beats ask beats allow, whatever their source; then the session's grants; then the mode.
/// Nothing matched and not read-only means ask. Plan mode denies whatever is not read-only before any allowance is looked at, so no
/// allowance ever turns a deny into something else. Safe from any thread.
/// </summary>
public sealed class PermissionPolicy
{
    private readonly ImmutableArray<PermissionRule> rules;
    private ImmutableArray<GrantedPattern> grants = [];
    private int mode;

    /// <exception cref="ConfigurationException">A rule is malformed; the message names its file and line.</exception>
    public PermissionPolicy(ImmutableArray<PermissionRuleEntry> rules, PermissionMode mode)
    {
        this.rules = [.. rules.Select(PermissionRule.Parse)];
        this.mode = (int)mode;
        this.Warnings = PermissionRuleWarnings.For(this.rules);
    }

    public PermissionMode Mode
    {
        get => (PermissionMode)Volatile.Read(ref this.mode);
        set => Volatile.Write(ref this.mode, (int)value);
    }

    public ImmutableArray<PermissionGrant> Grants => [.. this.CurrentGrants.Select(granted => granted.Grant)];

    /// <summary>Rules that can never match or never have an effect, one line each, for the user.</summary>
    public ImmutableArray<string> Warnings { get; }

    private ImmutableArray<GrantedPattern> CurrentGrants => ImmutableInterlocked.InterlockedCompareExchange(ref this.grants, default, default);

    /// <exception cref="ArgumentException">The grant's pattern is malformed.</exception>
    public void Grant(PermissionGrant grant)
    {
        var pattern = PermissionPattern.Parse(grant.Pattern, isRestricting: false, out var problem) ?? throw new ArgumentException(problem, nameof(grant));
        ImmutableInterlocked.Update(ref this.grants, (held, added) => held.Any(granted => granted.Grant == added.Grant) ? held : held.Add(added), new GrantedPattern(grant, pattern));
    }

    public PermissionVerdict Decide(PermissionQuestion question)
    {
        var currentMode = this.Mode;
        var subjects = Read(question.Subjects);
        if (this.FindRule(PermissionDecision.Deny, question.ToolName, subjects) is { } denying)
        {
            return new PermissionVerdict(PermissionDecision.Deny, denying.Description);
        }

        if (currentMode == PermissionMode.Plan && !question.IsReadOnly)
        {
            return new PermissionVerdict(PermissionDecision.Deny, "plan mode: only calls that change nothing run");
        }

        if (this.FindRule(PermissionDecision.Ask, question.ToolName, subjects) is { } asking)
        {
            return new PermissionVerdict(PermissionDecision.Ask, asking.Description);
        }

        if (this.FindUndecidable(question.ToolName, subjects) is { } undecidable)
        {
            return new PermissionVerdict(PermissionDecision.Ask, $"this call cannot be judged without running it, and there is a {undecidable.Description}");
        }

        return this.FindAllowance(question.ToolName, subjects) ?? ModeDefaults.Decide(currentMode, question);
    }

    private static ImmutableArray<ReadSubject> Read(ImmutableArray<PermissionSubject> subjects) =>
        [.. subjects.Select(subject => new ReadSubject(subject, subject is PermissionSubject.Command command ? CommandLineText.Read(command.Text) : null))];

    /// <summary>A restricting rule matches a call as soon as it matches one thing the call touches.</summary>
    private PermissionRule? FindRule(PermissionDecision decision, string tool, ImmutableArray<ReadSubject> subjects) => this.rules.FirstOrDefault(rule =>
        rule.Decision == decision
        && rule.Pattern.IsForTool(tool)
        && (rule.Pattern.Subject is null or "*" or "**" || subjects.Any(subject => rule.Pattern.Finds(subject.Subject, subject.Command))));

    /// <summary>A restricting rule that may or may not be meant: the command's text hides what it runs.</summary>
    private PermissionRule? FindUndecidable(string tool, ImmutableArray<ReadSubject> subjects) => subjects.Any(subject => subject.Command is { CanBeJudged: false })
        ? this.rules.FirstOrDefault(rule => rule.Decision != PermissionDecision.Allow && rule.Pattern.IsForTool(tool))
        : null;

    /// <summary>A call is allowed only when everything it touches is; several rules and grants may share the work.</summary>
    private PermissionVerdict? FindAllowance(string tool, ImmutableArray<ReadSubject> subjects)
    {
        string? description = null;
        if (subjects.IsEmpty)
        {
            description = this.FindCover(tool, null);
        }

        foreach (var subject in subjects)
        {
            if (this.FindCover(tool, subject) is not { } cover)
            {
                return null;
            }

            description ??= cover;
        }

        return description is null ? null : new PermissionVerdict(PermissionDecision.Allow, description);
    }

    private string? FindCover(string tool, ReadSubject? subject)
    {
        var rule = this.rules.FirstOrDefault(rule => rule.Decision == PermissionDecision.Allow && Covers(rule.Pattern, tool, subject));
        return rule?.Description ?? this.CurrentGrants.FirstOrDefault(granted => Covers(granted.Pattern, tool, subject))?.Description;
    }

    private static bool Covers(PermissionPattern pattern, string tool, ReadSubject? subject) =>
        pattern.IsForTool(tool) && (subject is null ? pattern.Subject is null : pattern.Covers(subject.Subject, subject.Command));

    private sealed record ReadSubject(PermissionSubject Subject, CommandLineText? Command);

    private sealed record GrantedPattern(PermissionGrant Grant, PermissionPattern Pattern)
    {
        public string Description => $"allowed for this session: \"{this.Grant.Pattern}\"";
    }
}
