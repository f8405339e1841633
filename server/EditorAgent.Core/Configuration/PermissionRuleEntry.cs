using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>One <c>[[permission.rules]]</c> as written; the permission rules give it meaning.</summary>
public sealed record PermissionRuleEntry(string Decision, string Pattern, string? Reason, ConfigurationOrigin Origin)
{
    /// <summary>What the pattern must match, checked when the rules are read.</summary>
    public ImmutableArray<PermissionRuleExample> Match { get; init; } = [];

    /// <summary>What it must not match.</summary>
    public ImmutableArray<PermissionRuleExample> NotMatch { get; init; } = [];
}
