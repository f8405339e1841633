using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <param name="Relative">From the workspace's root, with forward slashes; begins with <c>../</c> for a file above it.</param>
/// <param name="Hash">Of its content; for a link, of its target's name and content; for what cannot be read, of that fact.</param>
public sealed record FingerprintEntry(string Relative, ContentHash Hash);
