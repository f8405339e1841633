using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>One file of a proposal: kept bytes stay as they are, only the changes' spans become another text.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Hash">Of the bytes that the changes are based on; null creates the file.</param>
public sealed record ProposedFile(string Path, string? Hash)
{
    /// <summary>Ascending and apart; spans are characters of the text as <c>TextContent</c> decodes the bytes.</summary>
    public ImmutableArray<ProposedChange> Changes { get; init; } = [];

    public bool IsDeleted { get; init; }
}
