using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>The exact bytes a call will store, and what the file must still hold for it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">The whole new content.</param>
/// <param name="Expected">Null for a new file.</param>
/// <param name="Summary">What the model is told afterwards.</param>
internal sealed record PlannedWrite(WorkspacePath Path, ReadOnlyMemory<byte> Bytes, ContentHash? Expected, string Summary)
{
    /// <summary>How many names the present file has; the new content gets only the one that was given.</summary>
    public int Links { get; init; } = 1;
}
