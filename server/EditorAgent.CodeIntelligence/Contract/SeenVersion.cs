using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>A file as it was shown. The token in the text, <c>[rev 5f3a91]</c>, is the beginning of the hash of its bytes.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Hash">SHA-256 of the file's bytes, as <see cref="ContentHash"/> writes it.</param>
public sealed record SeenVersion(string Path, string Hash)
{
    public const int TokenLength = 6;

    public string Token => Hash[..TokenLength];
}
