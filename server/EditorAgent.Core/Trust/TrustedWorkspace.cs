namespace EditorAgent.Core.Trust;

/// <summary>
/// A workspace of which the user has said that its code may run. Only <see cref="TrustStore"/> makes one; whatever starts code of a
/// workspace takes it as an argument, so that an untrusted workspace cannot even be named there.
/// </summary>
public sealed class TrustedWorkspace
{
    internal TrustedWorkspace(string realRoot, ExecutionFingerprint fingerprint)
    {
        this.RealRoot = realRoot;
        this.Fingerprint = fingerprint;
    }

    /// <summary>The root with links resolved.</summary>
    public string RealRoot { get; }

    /// <summary>What the user agreed to.</summary>
    public ExecutionFingerprint Fingerprint { get; }
}
