namespace EditorAgent.Core.Trust;

public enum TrustState
{
    /// <summary>Nothing of the workspace runs, and it configures nothing but restrictions.</summary>
    Untrusted,

    Trusted,

    /// <summary>It was trusted, and what would run is no longer what the user agreed to: as good as untrusted until they have seen the difference.</summary>
    Changed,
}
