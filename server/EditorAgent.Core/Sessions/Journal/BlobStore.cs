using System.IO.Compression;
using System.Security.Cryptography;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>File contents for undo, each named by the hash of its bytes, compressed.</summary>
internal sealed class BlobStore(string directory)
{
    public const int MaxBytes = 5 << 20;

    public async ValueTask<bool> KeepAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > MaxBytes)
        {
            return false;
        }

        var path = Path.Combine(directory, ContentHash.Of(bytes.Span).Value);
        if (File.Exists(path))
        {
            return true;
        }

        // The name of a half-written blob must never be the one under which it is looked for.
        await Task.Run(() => Write(bytes, path), cancellationToken);
        return true;
    }

    /// <summary>The bytes, or null when they were not kept or are damaged.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(ContentHash hash, CancellationToken cancellationToken)
    {
        if (hash.Value.Length != SHA256.HashSizeInBytes * 2 || !hash.Value.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        try
        {
            await using var file = PrivateFiles.Open(Path.Combine(directory, hash.Value), FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var unpacking = new ZLibStream(file, CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            await unpacking.CopyToAsync(bytes, cancellationToken);
            ReadOnlyMemory<byte> content = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return ContentHash.Of(content.Span) == hash ? content : null;
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private void Write(ReadOnlyMemory<byte> bytes, string path)
    {
        PrivateFiles.CreateDirectory(directory);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            using (var packing = new ZLibStream(file, CompressionLevel.Fastest, leaveOpen: true))
            {
                packing.Write(bytes.Span);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
