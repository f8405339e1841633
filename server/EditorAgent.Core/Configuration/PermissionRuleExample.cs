namespace EditorAgent.Core.Configuration;

/// <summary>An element of a rule's <c>match</c> or <c>not_match</c>.</summary>
/// <param name="Line">1-based.</param>
public sealed record PermissionRuleExample(string Text, int Line);
