using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>What the person said.</summary>
public abstract record PermissionAnswer
{
    private PermissionAnswer()
    {
    }

    public sealed record AllowOnce : PermissionAnswer;

    /// <summary>Allowed, and the shown grant holds for the rest of this session.</summary>
    public sealed record AllowForSession(PermissionGrant Grant) : PermissionAnswer;

    /// <param name="Feedback">Told to the model, when the person gave a reason.</param>
    public sealed record Reject(string? Feedback) : PermissionAnswer;

    /// <summary>Nobody is there to ask in this run: the call is not allowed and the turn goes on.</summary>
    public sealed record Unattended : PermissionAnswer;

    /// <summary>No answer will come, or the person stopped: the call is not allowed and the turn ends.</summary>
    public sealed record Cancelled : PermissionAnswer;
}
