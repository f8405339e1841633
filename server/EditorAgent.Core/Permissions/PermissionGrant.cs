namespace EditorAgent.Core.Permissions;

/// <summary>
/// A standing allowance that the user gave: in the form of a rule's pattern, for example <c>shell(dotnet test)</c> or
/// <c>edit(src/**)</c>. It never beats a deny rule or an explicit ask rule.
/// </summary>
public sealed record PermissionGrant(string Pattern);
