using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>The exact bytes a call will store, and what the file must still hold for it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">The whole new content; null when the file will be gone.</param>
/// <param name="Expected">Null for a new file.</param>
public sealed record PlannedWrite(WorkspacePath Path, ReadOnlyMemory<byte>? Bytes, ContentHash? Expected)
{
    /// <summary>What the file holds now, to be put back when a later file of the same call cannot be written.</summary>
    public ReadOnlyMemory<byte> Present { get; init; }

    /// <summary>How many names the present file has; the new content gets only the one that was given.</summary>
    public int Links { get; init; } = 1;
}
