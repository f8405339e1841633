using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Memory;

/// <summary>
/// Tasks that run at servers, a file for each, so that they outlive us: a process holds its own files open, and what nobody holds was left
/// by one that ended or lost its connection. Losing a file costs no more than not being told.
/// </summary>
internal sealed class RunningTasks(string directory, string workspace, TimeProvider time, ILogger logger)
{
    private const int LargestFile = 64 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    private readonly string folder = Path.Combine(directory, "tasks");

    /// <returns>Null where it cannot be kept.</returns>
    public RunningTask? Keep(string identity, string tool, string id)
    {
        try
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(this.folder)
                : Directory.CreateDirectory(this.folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var began = time.GetUtcNow();
            var file = new FileStream(Path.Combine(this.folder, $"{this.PrefixOf(identity)}{Guid.NewGuid():N}.json"), options);
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                json.WriteString("tool"u8, tool);
                json.WriteString("task"u8, id);
                json.WriteString("began"u8, began);
                json.WriteEndObject();
            }

            file.Flush();
            return new RunningTask(file, tool, id, began);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            logger.MemoryUnwritten(unwritable.Message);
            return null;
        }
    }

    /// <summary>Whether there may be something to take.</summary>
    public bool HasLeft(string identity) => this.FilesOf(identity).Length > 0;

    /// <summary>What nobody answers for any more; from here on the caller does.</summary>
    public ImmutableArray<RunningTask> TakeLeft(string identity) => [.. this.FilesOf(identity).Select(Take).OfType<RunningTask>()];

    private static RunningTask? Take(string name)
    {
        FileStream file;
        try
        {
            file = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Somebody answers for it.
            return null;
        }

        try
        {
            if (file.Length <= LargestFile)
            {
                using var document = JsonDocument.Parse(file, Strict);
                var root = document.RootElement;
                return new RunningTask(file, root.GetProperty("tool"u8).GetString()!, root.GetProperty("task"u8).GetString()!, root.GetProperty("began"u8).GetDateTimeOffset());
            }
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            // Cut off while it was written, or not ours: nothing can be done with it.
        }

        new RunningTask(file, "", "", default).Forget();
        return null;
    }

    private string[] FilesOf(string identity) => Directory.Exists(this.folder) ? Directory.GetFiles(this.folder, this.PrefixOf(identity) + "*.json") : [];

    /// <summary>Of one server in one workspace: only there is somebody to be told.</summary>
    private string PrefixOf(string identity) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes($"{identity}\n{workspace}")).Value[..32] + "-";
}
