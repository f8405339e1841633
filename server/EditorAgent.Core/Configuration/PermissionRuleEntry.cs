namespace EditorAgent.Core.Configuration;

/// <summary>One <c>[[permission.rules]]</c> as written; the permission rules give it meaning.</summary>
public sealed record PermissionRuleEntry(string Decision, string Pattern, string? Reason, ConfigurationOrigin Origin);
