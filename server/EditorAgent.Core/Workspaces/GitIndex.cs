using System.Buffers.Binary;
using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>git's list of the files that it tracks, read without git: it is asked on the way to the first request.</summary>
internal static class GitIndex
{
    private const int LargestFile = 64 * 1024 * 1024;
    private const int FixedPart = 62;

    /// <returns>Whether nothing further needs to be shown.</returns>
    private delegate bool Visitor(ReadOnlySpan<byte> name);

    /// <param name="gitDirectory">Where the file <c>index</c> is.</param>
    /// <param name="path">From the work tree's root, with forward slashes.</param>
    /// <returns>False also for an index that cannot be read.</returns>
    public static bool Tracks(string gitDirectory, string path)
    {
        var wanted = Encoding.UTF8.GetBytes(path);
        return Visit(gitDirectory, name => name.SequenceEqual(wanted));
    }

    private static bool Visit(string gitDirectory, Visitor visitor)
    {
        try
        {
            var file = new FileInfo(Path.Combine(gitDirectory, "index"));
            return file.Exists && file.Length <= LargestFile && Walk(File.ReadAllBytes(file.FullName), visitor);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Those of the tracked files whose path begins so; none of an index that cannot be read.</summary>
    /// <param name="gitDirectory">Where the file <c>index</c> is.</param>
    /// <param name="prefix">From the work tree's root, with forward slashes.</param>
    public static HashSet<string> TrackedBelow(string gitDirectory, string prefix)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var wanted = Encoding.UTF8.GetBytes(prefix);
        Visit(gitDirectory, name =>
        {
            if (name.StartsWith(wanted))
            {
                found.Add(Encoding.UTF8.GetString(name));
            }

            return false;
        });
        return found;
    }

    private static bool Walk(ReadOnlySpan<byte> index, Visitor visitor)
    {
        if (index.Length < 12 || !index.StartsWith("DIRC"u8))
        {
            return false;
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(index[4..]);
        var count = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
        var previous = new List<byte>();
        var at = 12;
        for (var entry = 0u; entry < count && version is 2 or 3 or 4; entry++)
        {
            var start = at;
            at += FixedPart + ((index[start + FixedPart - 2] & 0x40) != 0 ? 2 : 0);
            if (version == 4)
            {
                // Each name is written as how much of the one before it falls away and what comes instead.
                var dropped = Number(index, ref at);
                previous.RemoveRange(previous.Count - dropped, dropped);
            }
            else
            {
                previous.Clear();
            }

            var length = index[at..].IndexOf((byte)0);
            previous.AddRange(index.Slice(at, length));
            at = version == 4 ? at + length + 1 : start + ((at + length - start + 8) & ~7);
            if (visitor(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(previous)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>git's form of a number: seven bits a byte, each further byte counts from one.</summary>
    private static int Number(ReadOnlySpan<byte> index, ref int at)
    {
        var value = index[at] & 0x7f;
        while ((index[at++] & 0x80) != 0)
        {
            value = checked(((value + 1) << 7) | (index[at] & 0x7f));
        }

        return value;
    }
}
