using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>A file of notes, a skill or a command, as text.</summary>
internal static class GuidanceFile
{
    public const string Rule = "it must be a regular text file of at most 64 KB, and no link";

    private const int Largest = 64 * 1024;

    /// <param name="absolute">Its last name may not be a link.</param>
    /// <returns>Null for what is no such file.</returns>
    public static string? Read(string absolute)
    {
        try
        {
            using var handle = RegularFile.TryOpen(absolute);
            var length = handle is null ? 0 : RandomAccess.GetLength(handle);
            if (handle is null || length is 0 or > Largest)
            {
                return null;
            }

            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var more)
            {
                read += more;
            }

            return TextContent.Decode(bytes.AsSpan(0, read))?.Text.TrimStart('\ufeff');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
