using System.Text;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

/// <summary>What a file held when it was read.</summary>
/// <param name="Text">Decoded as the sidecar decodes it, so that spans mean the same on both sides; empty for what is no text or is gone.</param>
/// <param name="Hash">SHA-256 of the bytes; null when there is no such file.</param>
/// <param name="Stamp">Of the file before it was read.</param>
/// <param name="SeenAt">When it was read or last proved unchanged.</param>
internal sealed record SourceContent(SourceText Text, string? Hash, FileStamp Stamp, DateTimeOffset SeenAt)
{
    private const int Attempts = 4;

    public bool IsBuffer { get; init; }

    /// <summary>Why the text is empty although there is a file; fit for a coverage line.</summary>
    public string? Problem { get; init; }

    public VersionStamp Version { get; } = VersionStamp.Create();

    public static SourceContent FromDisk(string path, TimeProvider time)
    {
        for (var attempt = 1; ; attempt++)
        {
            var seenAt = time.GetUtcNow();
            var stamp = FileStamp.Of(path);
            try
            {
                var bytes = stamp.Exists ? File.ReadAllBytes(path) : null;
                if (attempt < Attempts && FileStamp.Of(path) != stamp)
                {
                    continue;
                }

                return bytes is null ? Empty(stamp, seenAt, null) : Decoded(bytes, stamp, seenAt);
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Empty(stamp, seenAt, "cannot be read");
            }
        }
    }

    /// <summary>Compares the disk's bytes with this content.</summary>
    /// <param name="same">This content with the present stamp, when they are equal.</param>
    public bool IsSameAs(FileStamp now, string path, TimeProvider time, out SourceContent same)
    {
        same = this;
        if (now.Exists != this.Stamp.Exists || (now.Length != this.Stamp.Length && this.Problem is null))
        {
            return false;
        }

        var read = FromDisk(path, time);
        same = this with { Stamp = read.Stamp, SeenAt = read.SeenAt };
        return read.Hash == this.Hash && read.Problem == this.Problem;
    }

    private static SourceContent Decoded(byte[] bytes, FileStamp stamp, DateTimeOffset seenAt)
    {
        var hash = ContentHash.Of(bytes).Value;
        return TextContent.Decode(bytes) is { } content
            ? new(SourceText.From(content.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256), hash, stamp, seenAt)
            : Empty(stamp, seenAt, "is not text") with { Hash = hash };
    }

    private static SourceContent Empty(FileStamp stamp, DateTimeOffset seenAt, string? problem) =>
        new(SourceText.From("", Encoding.UTF8), null, stamp, seenAt) { Problem = problem };
}
