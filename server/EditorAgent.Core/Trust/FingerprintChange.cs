using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>One file of a fingerprint that an approved edit changed.</summary>
/// <param name="Relative">From the root.</param>
/// <param name="Before">Null for a file that the edit made.</param>
/// <param name="After">What the edit left.</param>
internal sealed record FingerprintChange(string Relative, ContentHash? Before, ContentHash After);
