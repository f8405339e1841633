using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace EditorAgent.Core.Trust;

/// <summary>
/// What the system says of a file without reading it. The time of the last change of its entry cannot be set by programs, so an equal
/// stamp means an untouched file, but for changes within the clock's grain.
/// </summary>
internal readonly record struct FileStamp(ulong Device, ulong Node, long Size, long ModifiedSeconds, uint ModifiedNanoseconds, long ChangedSeconds, uint ChangedNanoseconds)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicAndBirth = 0xFFF;

    /// <summary>Null where the system cannot tell, or there is no such file. A last link is not followed.</summary>
    public static FileStamp? Of(string path) => OperatingSystem.IsLinux() ? OnLinux(path)?.Stamp : null;

    /// <summary>What tells a directory from another one that later takes its path; null where there is no such directory.</summary>
    public static string? IdentityOf(string directory)
    {
        if (OperatingSystem.IsLinux())
        {
            return OnLinux(directory) is var (stamp, born) ? FormattableString.Invariant($"{stamp.Node}:{born}") : null;
        }

        return Directory.Exists(directory) ? FormattableString.Invariant($"{Directory.GetCreationTimeUtc(directory).Ticks}") : null;
    }

    /// <summary>Too young to be told from a change that may come within the same tick of the clock.</summary>
    public bool IsYoungerThan(DateTimeOffset moment) => Math.Max(this.ChangedSeconds, this.ModifiedSeconds) >= moment.ToUnixTimeSeconds();

    [SupportedOSPlatform("linux")]
    private static (FileStamp Stamp, long Born)? OnLinux(string path)
    {
        var answer = new byte[256];
        if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), NoFollow, BasicAndBirth, answer) != 0)
        {
            return null;
        }

        var stamp = new FileStamp(
            ((ulong)BitConverter.ToUInt32(answer, 136) << 32) | BitConverter.ToUInt32(answer, 140),
            BitConverter.ToUInt64(answer, 32),
            BitConverter.ToInt64(answer, 40),
            BitConverter.ToInt64(answer, 112),
            BitConverter.ToUInt32(answer, 120),
            BitConverter.ToInt64(answer, 96),
            BitConverter.ToUInt32(answer, 104));
        return (stamp, (BitConverter.ToInt64(answer, 80) * 1_000_000_000) + BitConverter.ToUInt32(answer, 88));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] result);
}
