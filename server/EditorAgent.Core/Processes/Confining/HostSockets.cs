using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>The Unix sockets of this machine that have a name in the file system: a read-only mount does not keep a program from connecting to them.</summary>
internal static class HostSockets
{
    /// <summary>Each once, links resolved, existing; a socket's name outlives neither its directory nor, usually, its program.</summary>
    public static ImmutableArray<string> Named()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines())
        {
            // "Num RefCount Protocol Flags Type St Inode Path": seven fields, then the path, which may hold blanks.
            var at = 0;
            for (var field = 0; field < 7 && at >= 0; field++)
            {
                while (at < line.Length && line[at] == ' ')
                {
                    at++;
                }

                at = line.IndexOf(' ', at);
            }

            if (at > 0 && line[(at + 1)..] is ['/', ..] path && RealPath.Of(Path.GetFullPath(path)) is RealPath.Found(var real) && File.Exists(real))
            {
                found.Add(real);
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static string[] Lines()
    {
        try
        {
            return File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/net/unix"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
