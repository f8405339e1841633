namespace EditorAgent.Core.Workspaces;

/// <summary>A file's bytes at one moment, and their hash.</summary>
public sealed record FileSnapshot(ReadOnlyMemory<byte> Bytes, ContentHash Hash)
{
    public static FileSnapshot Of(ReadOnlyMemory<byte> bytes) => new(bytes, ContentHash.Of(bytes.Span));
}
