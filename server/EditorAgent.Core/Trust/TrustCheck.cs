namespace EditorAgent.Core.Trust;

/// <summary>Whether code of the workspace may run now.</summary>
public abstract record TrustCheck
{
    private TrustCheck()
    {
    }

    public sealed record Trusted(TrustedWorkspace Workspace) : TrustCheck;

    /// <summary>The person has to be asked.</summary>
    public sealed record Undecided(TrustQuestion Question) : TrustCheck;

    /// <summary>The person has said no to exactly this already.</summary>
    public sealed record Declined : TrustCheck;

    /// <param name="Reason">Why it cannot be trusted at all, as one sentence.</param>
    public sealed record Impossible(string Reason) : TrustCheck;
}
