namespace EditorAgent.Core.Permissions;

/// <summary>Ordered by strength: where several rules match, the strongest wins, whatever its source.</summary>
public enum PermissionDecision
{
    Allow,
    Ask,
    Deny,
}
