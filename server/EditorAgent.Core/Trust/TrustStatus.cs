namespace EditorAgent.Core.Trust;

/// <summary>How a workspace stands, at the moment it was looked at.</summary>
/// <param name="State">The state.</param>
/// <param name="Fingerprint">What would run now.</param>
/// <param name="Trusted">The right to run it; not null exactly when it is trusted.</param>
/// <param name="Earlier">What the user agreed to, when that was something else.</param>
/// <param name="Notice">One sentence for the user when the store could not be read.</param>
public sealed record TrustStatus(TrustState State, ExecutionFingerprint Fingerprint, TrustedWorkspace? Trusted, TrustRecord? Earlier, string? Notice);
