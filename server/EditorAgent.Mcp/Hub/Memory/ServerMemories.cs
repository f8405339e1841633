using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Memory;

/// <summary>
/// What is remembered of servers, a file for each identity, kept outside every workspace. Losing it costs time only, so whatever is wrong with
/// a file, it counts as not there.
/// </summary>
internal sealed class ServerMemories(string directory, TimeProvider time, ILogger logger)
{
    private readonly PrivateFolder folder = new(Path.Combine(directory, "servers"), time);

    /// <param name="identity">Hash of what the server is.</param>
    public ServerMemory? Read(string identity)
    {
        try
        {
            return this.folder.Read(NameOf(identity)) is { } content ? ServerMemoryJson.Read(content) : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            logger.MemoryUnread(unusable.Message);
            return null;
        }
    }

    /// <summary>When the server was last reached; null where it never was.</summary>
    public DateTimeOffset? WrittenAt(string identity)
    {
        var file = new FileInfo(this.FileOf(identity));
        return file.Exists ? new DateTimeOffset(file.LastWriteTimeUtc) : null;
    }

    public void Write(string identity, ServerMemory memory)
    {
        try
        {
            var content = ServerMemoryJson.Write(memory);
            if (this.folder.Read(NameOf(identity)) is not { } before || !before.AsSpan().SequenceEqual(content))
            {
                this.folder.Write(NameOf(identity), content);
            }

            // The file's own time says when it was last reached, so that one that stays the same is not written again.
            File.SetLastWriteTimeUtc(this.FileOf(identity), time.GetUtcNow().UtcDateTime);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            logger.MemoryUnwritten(unwritable.Message);
        }
    }

    public void Forget(string identity)
    {
        try
        {
            this.folder.Delete(NameOf(identity));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            logger.MemoryUnwritten(unwritable.Message);
        }
    }

    private string FileOf(string identity) => Path.Combine(this.folder.Path, NameOf(identity));

    private static string NameOf(string identity) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(identity)).Value[..40] + ".json";
}
