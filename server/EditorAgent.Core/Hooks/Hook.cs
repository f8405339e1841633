using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Hooks;

/// <summary>A <c>[[hooks]]</c> with a meaning.</summary>
internal sealed record Hook(HookEvent Event, PermissionPattern? Pattern, HookEntry Entry)
{
    public bool IsOfWorkspace => this.Entry.Origin.Layer == ConfigurationLayer.Workspace;

    /// <summary>How messages name it.</summary>
    public string Place => $"{HookEventName.Of(this.Event)} hook at {this.Entry.Origin}";

    /// <exception cref="ConfigurationException">An entry makes no sense; the message names its file and line and what to write.</exception>
    public static ImmutableArray<Hook> ParseAll(ImmutableArray<HookEntry> entries) => [.. entries.Select(Parse)];

    /// <summary>A matcher reads generously, like a rule that denies: also a call that hides what it does is told.</summary>
    public bool IsFor(HookOccasion occasion)
    {
        if (occasion.Event != this.Event)
        {
            return false;
        }

        if (this.Pattern is not { } pattern || occasion.Call is not { } call)
        {
            return true;
        }

        var judged = new JudgedCall(call.Name, call.Question.Subjects);
        return judged.IsFoundBy(pattern)
            || judged.IsFoundBelowBy(pattern)
            || ((judged.IsHidden || call.Question.Execution?.Unreadable is not null) && judged.IsFor(pattern));
    }

    /// <summary>Whether running one of the two says what the other would say.</summary>
    public bool IsSameProgram(Hook other) =>
        this.Entry.Command == other.Entry.Command
        && this.IsOfWorkspace == other.IsOfWorkspace
        && this.Entry.Environment.SequenceEqual(other.Entry.Environment)
        && this.Entry.PassedEnvironment.SequenceEqual(other.Entry.PassedEnvironment);

    private static Hook Parse(HookEntry entry)
    {
        var happened = HookEventName.Parse(entry.Event);
        if (entry.IsRequired && happened != HookEvent.BeforeTool)
        {
            throw Wrong(entry, "required belongs to before_tool hooks only. Remove it");
        }

        if (entry.Matcher is not { } matcher)
        {
            return new Hook(happened, null, entry);
        }

        if (happened is not (HookEvent.BeforeTool or HookEvent.AfterTool))
        {
            throw Wrong(entry, $"{entry.Event} concerns no tool. Remove matcher");
        }

        var pattern = PermissionPattern.Parse(matcher, isRestricting: true, out var problem) ?? throw Wrong(entry, $"matcher: {problem!.TrimEnd('.')}");
        return new Hook(happened, pattern, entry);
    }

    private static ConfigurationException Wrong(HookEntry entry, string problem) => new($"{entry.Origin}: {problem}.");
}
