using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <param name="Relative">From the workspace's root, with forward slashes.</param>
/// <param name="Hash">Of its content.</param>
public sealed record FingerprintEntry(string Relative, ContentHash Hash);
