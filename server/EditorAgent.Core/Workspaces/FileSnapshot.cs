namespace EditorAgent.Core.Workspaces;

/// <summary>A file's bytes at one moment, and their hash.</summary>
public sealed record FileSnapshot(ReadOnlyMemory<byte> Bytes, ContentHash Hash)
{
    /// <summary>How many names the file has on the disk; above one, others of them may lie outside the workspace.</summary>
    public int Links { get; init; } = 1;

    public static FileSnapshot Of(ReadOnlyMemory<byte> bytes) => new(bytes, ContentHash.Of(bytes.Span));
}
