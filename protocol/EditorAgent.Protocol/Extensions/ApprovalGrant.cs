namespace EditorAgent.Protocol.Extensions;

/// <summary>Something that is allowed without asking.</summary>
public sealed record ApprovalGrant
{
    /// <summary>For <see cref="RevokeApprovalParams"/>; absent for what ends with the session.</summary>
    public string? GrantId { get; init; }

    public required string Pattern { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public string? GrantedAt { get; init; }

    /// <summary>How many project files it rests on: when one of them changes, it is asked again.</summary>
    public int Files { get; init; }
}
