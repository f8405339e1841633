using EditorAgent.Core.Permissions;
using EditorAgent.Core.Trust;

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

    /// <summary>Allowed, and the shown grant is stored in the user's folder for this workspace until it is revoked.</summary>
    public sealed record AllowAlways(PermissionGrant Grant) : PermissionAnswer;

    /// <summary>Allowed once with arguments that the person has changed.</summary>
    /// <param name="ArgumentsJson">All arguments, of which only editable ones may differ.</param>
    public sealed record AllowEdited(string ArgumentsJson) : PermissionAnswer;

    /// <summary>The workspace may run; the answer to <see cref="PermissionRequest.Trust"/> and to nothing else.</summary>
    public sealed record Trust(TrustDuration Duration) : PermissionAnswer;

    /// <summary>The answer to <see cref="PermissionRequest.Choices"/> and to nothing else.</summary>
    /// <param name="Index">Of what was shown.</param>
    public sealed record Chosen(int Index) : PermissionAnswer;

    /// <param name="Feedback">Told to the model, when the person gave a reason.</param>
    public sealed record Reject(string? Feedback) : PermissionAnswer;

    /// <summary>Nobody is there to ask in this run: the call is not allowed and the turn goes on.</summary>
    public sealed record Unattended : PermissionAnswer;

    /// <summary>Whoever was asked has gone. Nothing is allowed; the question stays open on the disk and can be answered later.</summary>
    public sealed record Away : PermissionAnswer;

    /// <summary>No answer will come, or the person stopped: the call is not allowed and the turn ends.</summary>
    public sealed record Cancelled : PermissionAnswer;
}
