using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>A file of the fingerprint as the user trusted it.</summary>
/// <param name="Relative">From the root.</param>
/// <param name="Hash">As in the fingerprint.</param>
/// <param name="Text">Its text, so that a change can be shown; null for what is large, secret, or no text.</param>
public sealed record TrustedFile(string Relative, ContentHash Hash, string? Text);
