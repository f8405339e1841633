using EditorAgent.Core.Trust;

namespace EditorAgent.Core.Permissions;

/// <summary>A grant together with what it rests on.</summary>
/// <param name="Grant">What is allowed.</param>
/// <param name="Files">
/// For what starts a program: the files that decided what would run when the person allowed it. When they have changed, it is asked again.
/// </param>
public sealed record StandingGrant(PermissionGrant Grant, ExecutionFingerprint? Files)
{
    /// <summary>Set when it is stored in the user's folder: the name to revoke it by.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? GrantedAt { get; init; }
}
