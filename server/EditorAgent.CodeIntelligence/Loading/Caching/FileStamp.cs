using System.Security.Cryptography;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>
/// A file at the time it was read. A class, as all that the cache holds many of: generic code of the framework over structures of ours would have to
/// be compiled in every start.
/// </summary>
/// <param name="Ticks">Last write, UTC.</param>
/// <param name="Length">Negative for what has no text: see the constants.</param>
/// <param name="Hash">Of the bytes.</param>
internal sealed record FileStamp(long Ticks, long Length, UInt128 Hash)
{
    private const long AbsentLength = -1;
    private const long UnsettledLength = -2;

    public static FileStamp Absent { get; } = new(0, AbsentLength, 0);

    /// <summary>Changed while it was used; never valid again.</summary>
    public static FileStamp Unsettled { get; } = new(0, UnsettledLength, 0);

    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc.Ticks, file.Length, HashOf(path)) : Absent;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unsettled;
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="tickEnd">A file not older than this may have been written twice within one tick of its clock: its bytes decide.</param>
    public bool StillHolds(string path, long tickEnd)
    {
        if (this.Length == UnsettledLength)
        {
            return false;
        }

        var file = new FileInfo(path);
        if (!file.Exists || this.Length == AbsentLength)
        {
            return !file.Exists && this.Length == AbsentLength;
        }

        try
        {
            return file.Length == this.Length && ((file.LastWriteTimeUtc.Ticks == this.Ticks && this.Ticks < tickEnd) || HashOf(path) == this.Hash);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static UInt128 HashOf(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(File.ReadAllBytes(path), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
