namespace EditorAgent.Core.Trust;

/// <summary>How long a person's trust holds, as long as what would run stays the same.</summary>
public enum TrustDuration
{
    Session,

    /// <summary>Until revoked.</summary>
    Always,
}
