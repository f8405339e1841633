using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>A file as it counts at this moment: the editor's buffer where one is open, else the disk.</summary>
/// <param name="Path">Absolute, links resolved.</param>
/// <param name="Hash">Of its bytes, or of those that the buffer would be saved as.</param>
/// <param name="Content">The text, lines ending in line feeds, and how it is stored.</param>
public sealed record EffectiveFile(string Path, string Hash, TextContent Content)
{
    public string Text => Content.Text;
}
