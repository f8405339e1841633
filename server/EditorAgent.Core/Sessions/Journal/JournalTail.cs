using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What a crash leaves behind the last good line: kept beside the journal, then cut off.</summary>
internal static class JournalTail
{
    public static void CutOff(string path, long goodLength)
    {
        using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (file.Length <= goodLength)
        {
            return;
        }

        Keep(file, goodLength, Path.Combine(Path.GetDirectoryName(path)!, "journal.torn"));
        file.SetLength(goodLength);
        file.Flush(flushToDisk: true);
    }

    private static void Keep(FileStream file, long from, string tornPath)
    {
        var to = EndOfText(file, from);
        if (to == from)
        {
            return;
        }

        using var torn = PrivateFiles.Open(tornPath, FileMode.Append, FileAccess.Write, FileShare.Read);
        var buffer = new byte[64 * 1024];
        for (var offset = from; offset < to;)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - offset)), offset);
            torn.Write(buffer, 0, read);
            offset += read;
        }

        torn.Flush(flushToDisk: true);
    }

    /// <summary>Power loss leaves blocks of zeros at the end of a file; they say nothing.</summary>
    private static long EndOfText(FileStream file, long from)
    {
        var buffer = new byte[64 * 1024];
        for (var end = file.Length; end > from;)
        {
            var length = (int)Math.Min(buffer.Length, end - from);
            var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, length), end - length);
            var last = buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return end - length + last + 1;
            }

            end -= length;
        }

        return from;
    }
}
