namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>A document as an editor showed it last.</summary>
/// <param name="Address">What the editor calls it; edits go back under this name.</param>
/// <param name="Text">Without byte order mark, line endings as the editor sends them.</param>
/// <param name="Version">The editor's count of its changes.</param>
public sealed record OpenDocument(string Address, string Text, int Version)
{
    /// <summary>The file went away under it: the text counts again when the editor next changes it.</summary>
    public bool IsHidden { get; init; }
}
