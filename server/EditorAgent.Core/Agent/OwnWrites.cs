using System.Security.Cryptography;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>Knows what the session's own tools have written, so that it is not taken for the work of a command that runs beside them.</summary>
/// <param name="state">Of the session, as it is now.</param>
public sealed class OwnWrites(Func<SessionState> state)
{
    private const int MostFiles = 200;

    /// <summary>Whether a file is exactly what a tool has written, or a directory holds nothing else.</summary>
    /// <param name="path">Absolute.</param>
    public bool Hold(string path)
    {
        try
        {
            var entry = new DirectoryInfo(path);
            if (!entry.Exists || entry.LinkTarget is not null)
            {
                return this.HoldFile(path);
            }

            var below = entry.EnumerateFiles("*", SearchOption.AllDirectories).Take(MostFiles + 1).ToList();
            return below.Count is > 0 and <= MostFiles && below.TrueForAll(file => this.HoldFile(file.FullName));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool HoldFile(string path)
    {
        var now = state();
        var wanted = now.OpenCalls.SelectMany(call => call.Intended.IsDefault ? [] : call.Intended).Where(change => change.Path.Absolute == path).Select(change => change.After)
            .Append(now.EditedFiles.GetValueOrDefault(path)?.After)
            .OfType<ContentHash>()
            .ToList();
        if (wanted.Count == 0)
        {
            return false;
        }

        using var handle = RegularFile.TryOpen(path);
        if (handle is null)
        {
            return false;
        }

        using var stream = new FileStream(handle, FileAccess.Read, 0);
        return wanted.Contains(new ContentHash(Convert.ToHexStringLower(SHA256.HashData(stream))));
    }
}
