using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Decides tool calls for one session, in this order: a restricted session, which only reads; a deny rule; plan mode, which denies what is not read-only; an ask rule; text that
/// hides what it runs while a restricting rule might mean it; the safeguards (<see cref="CallMarks"/>: no sandbox, network, protected
/// files), which ask whatever follows; the table of commands that only look; allow rules and the session's grants; the mode. Nothing
/// matched and not read-only means ask. No allowance is looked at before every restriction has been, so none ever turns a deny into
/// something else. Safe from any thread.
/// </summary>
public sealed class PermissionPolicy
{
    private readonly ImmutableArray<PermissionRule> rules;
    private ImmutableArray<GrantedPattern> grants = [];
    private int mode;

    /// <exception cref="ConfigurationException">A rule is malformed; the message names its file and line.</exception>
    public PermissionPolicy(ImmutableArray<PermissionRuleEntry> rules, PermissionMode mode)
    {
        // The loader has dropped what a workspace would allow; a slip there must not reach here.
        this.rules = [.. rules.Where(rule => rule.Decision != "allow" || rule.Origin.Layer == ConfigurationLayer.User).Select(PermissionRule.Parse)];
        this.HasFileRules = this.rules.Any(rule => rule.Decision != PermissionDecision.Allow && !rule.Pattern.IsForEverything);
        this.mode = (int)mode;
        this.Warnings = PermissionRuleWarnings.For(this.rules);
    }

    /// <summary>
    /// For good: whatever would change or start something is denied, whatever rules, grants and modes say. The mode is
    /// <see cref="PermissionMode.Plan"/> and stays so.
    /// </summary>
    public bool IsRestricted { get; init; }

    public PermissionMode Mode
    {
        get => this.IsRestricted ? PermissionMode.Plan : (PermissionMode)Volatile.Read(ref this.mode);
        set => Volatile.Write(ref this.mode, (int)value);
    }

    public ImmutableArray<PermissionGrant> Grants => [.. this.CurrentGrants.Select(granted => granted.Grant)];

    /// <summary>Rules that can never match or never have an effect, one line each, for the user.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>Rules for tools that the session does not have, one line each, for the user.</summary>
    public ImmutableArray<string> WarningsFor(IReadOnlyCollection<string> tools) => UnknownToolWarnings.For(this.rules, tools);

    private static PermissionVerdict OfRestricted { get; } =
        new(PermissionDecision.Deny, "Restricted Mode: until the user trusts this workspace in the editor, nothing is changed or started") { Source = new DecisionSource.Safeguard(PermissionMarks.Restricted) };

    private static PermissionVerdict OfPlanMode { get; } = new(PermissionDecision.Deny, "plan mode: only calls that change nothing run") { Source = new DecisionSource.Mode(PermissionMode.Plan) };

    private ImmutableArray<GrantedPattern> CurrentGrants => ImmutableInterlocked.InterlockedCompareExchange(ref this.grants, default, default);

    /// <exception cref="ArgumentException">The grant's pattern is malformed.</exception>
    public void Grant(PermissionGrant grant)
    {
        foreach (var part in grant.Split())
        {
            var pattern = PermissionPattern.Parse(part.Pattern, isRestricting: false, out var problem) ?? throw new ArgumentException(problem, nameof(grant));
            ImmutableInterlocked.Update(ref this.grants, (held, added) => held.Any(granted => granted.Grant == added.Grant) ? held : held.Add(added), new GrantedPattern(part, pattern));
        }
    }

    public void Revoke(PermissionGrant grant) =>
        ImmutableInterlocked.Update(ref this.grants, static (held, revoked) => held.RemoveAll(granted => revoked.Contains(granted.Grant)), grant.Split());

    /// <summary>Why nothing runs that changes something, whatever it is; null where that depends on the call.</summary>
    public PermissionVerdict? Standstill => this.IsRestricted ? OfRestricted : this.Mode == PermissionMode.Plan ? OfPlanMode : null;

    public PermissionVerdict Decide(PermissionQuestion question)
    {
        var marks = CallMarks.Of(question);
        var verdict = this.Decide(question, marks);
        return marks.IsEmpty ? verdict : verdict with { Marks = [.. marks.Select(mark => mark.Text).Distinct()] };
    }

    private PermissionVerdict Decide(PermissionQuestion question, ImmutableArray<CallMark> marks)
    {
        if (this.IsRestricted && !OnlyReads(question))
        {
            return OfRestricted;
        }

        var currentMode = this.Mode;
        var call = new JudgedCall(question.ToolName, question.Subjects);
        if (this.FindRule(PermissionDecision.Deny, call) is { } denying)
        {
            return By(denying, PermissionDecision.Deny);
        }

        var onlyLooks = question.IsReadOnly || question.Execution is { IsInAutoRunTable: true };
        if (currentMode == PermissionMode.Plan && !onlyLooks)
        {
            return OfPlanMode;
        }

        if (this.FindRule(PermissionDecision.Ask, call) is { } asking)
        {
            return By(asking, PermissionDecision.Ask);
        }

        if (this.FindUndecidable(question, call) is { } undecidable)
        {
            return new PermissionVerdict(PermissionDecision.Ask, $"this call cannot be judged without running it, and there is a {undecidable.Description}") { Source = undecidable.Source };
        }

        if (this.rules.FirstOrDefault(rule => rule.Decision != PermissionDecision.Allow && call.IsFoundBelowBy(rule.Pattern)) is { } below)
        {
            return new PermissionVerdict(PermissionDecision.Ask, $"this command looks through a directory, and there is a {below.Description}") { Source = below.Source };
        }

        if (this.FindSafeguard(call, marks) is { } guard)
        {
            return new PermissionVerdict(PermissionDecision.Ask, guard.Why) { Source = new DecisionSource.Safeguard(guard.Text) };
        }

        if (question.Execution is { IsInAutoRunTable: true, IsSandboxed: true, Unreadable: null })
        {
            return new PermissionVerdict(PermissionDecision.Allow, "a command that only looks, inside the sandbox") { Source = new DecisionSource.AutoRunTable() };
        }

        var allowance = question.Execution?.Unreadable is null ? this.FindAllowance(call, marks) : null;
        return allowance ?? ModeDefaults.Decide(currentMode, question);
    }

    /// <summary>Whether any rule restricts a part of the files; without one a search has nothing to hold its findings against.</summary>
    internal bool HasFileRules { get; }

    /// <summary>Whether a rule for one of the tools restricts this file in particular.</summary>
    internal bool Restrains(string tool, string other, PermissionSubject.Path file, ReadOnlySpan<PermissionDecision> decisions)
    {
        foreach (var rule in this.rules)
        {
            if (decisions.Contains(rule.Decision) && !rule.Pattern.IsForEverything
                && (rule.Pattern.IsForTool(tool, null) || rule.Pattern.IsForTool(other, null)) && rule.Pattern.Finds(file, null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an allow rule for the tool speaks of this protected file.</summary>
    internal bool Names(string tool, PermissionSubject.Path file, ProtectedFile secret) => this.rules.Any(rule =>
        rule.Decision == PermissionDecision.Allow && rule.Pattern.IsForTool(tool, null) && rule.Pattern.Names(secret.Name) && rule.Pattern.Covers(file, null));

    /// <summary>Stricter than plan mode: not even a program that only looks is started, nor a server asked.</summary>
    private static bool OnlyReads(PermissionQuestion question) =>
        question is { IsReadOnly: true, Execution: null }
        && question.Subjects.All(subject => subject is PermissionSubject.Url or PermissionSubject.Path { Writes: false });

    private static PermissionVerdict By(PermissionRule rule, PermissionDecision decision) => new(decision, rule.Description) { Source = rule.Source };

    private PermissionRule? FindRule(PermissionDecision decision, JudgedCall call)
    {
        foreach (var rule in this.rules)
        {
            if (rule.Decision == decision && call.IsFoundBy(rule.Pattern))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>A restricting rule that may or may not be meant: the call hides what it does.</summary>
    private PermissionRule? FindUndecidable(PermissionQuestion question, JudgedCall call) => question.Execution?.Unreadable is not null || call.IsHidden
        ? this.rules.FirstOrDefault(rule => rule.Decision != PermissionDecision.Allow && call.IsFor(rule.Pattern))
        : null;

    /// <summary>What a person has to see: everything marked so, and protected files that no rule of the user speaks of.</summary>
    private CallMark? FindSafeguard(JudgedCall call, ImmutableArray<CallMark> marks)
    {
        foreach (var mark in marks)
        {
            if (mark.IsForPerson || (mark.Path is not null && this.FindNaming(call, mark) is null))
            {
                return mark;
            }
        }

        return null;
    }

    private PermissionRule? FindNaming(JudgedCall call, CallMark mark) => this.rules.FirstOrDefault(rule =>
        rule.Decision == PermissionDecision.Allow
        && call.IsFor(rule.Pattern)
        && rule.Pattern.Names(mark.File!.Name)
        && rule.Pattern.Covers(mark.Path!, null));

    /// <summary>A call is allowed only when everything it touches is; several rules and grants may share the work.</summary>
    private PermissionVerdict? FindAllowance(JudgedCall call, ImmutableArray<CallMark> marks)
    {
        if (call.Subjects.IsEmpty)
        {
            return this.FindCover(call, null, marks);
        }

        PermissionVerdict? first = null;
        foreach (var subject in call.Subjects)
        {
            // Paths that a command names come with its words, unless they are protected.
            if (subject.IsNamedByCommand && !marks.Any(mark => ReferenceEquals(mark.Path, subject.Subject)))
            {
                continue;
            }

            if (subject.Parts.IsEmpty)
            {
                return null;
            }

            foreach (var part in subject.Parts)
            {
                if (this.FindCover(call, part, marks) is not { } cover)
                {
                    return null;
                }

                first ??= cover;
            }
        }

        return first;
    }

    private PermissionVerdict? FindCover(JudgedCall call, JudgedSubject? subject, ImmutableArray<CallMark> marks)
    {
        // Only a naming rule has brought a protected file this far: it is the one that allows.
        if (marks.FirstOrDefault(mark => mark.Path is not null && ReferenceEquals(mark.Path, subject?.Subject)) is { } mark)
        {
            return this.FindNaming(call, mark) is { } naming ? By(naming, PermissionDecision.Allow) : null;
        }

        if (this.rules.FirstOrDefault(rule => rule.Decision == PermissionDecision.Allow && call.IsCoveredBy(rule.Pattern, subject)) is { } rule)
        {
            return By(rule, PermissionDecision.Allow);
        }

        return this.CurrentGrants.FirstOrDefault(granted => call.IsCoveredBy(granted.Pattern, subject))?.Verdict;
    }

    private sealed record GrantedPattern(PermissionGrant Grant, PermissionPattern Pattern)
    {
        public PermissionVerdict Verdict { get; } =
            new(PermissionDecision.Allow, $"allowed for this session: \"{Grant.Pattern}\"") { Source = new DecisionSource.Grant(Grant) };
    }
}
