using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The workspace's files as they count for one question, and the guard of their paths.</summary>
public sealed class EffectiveFiles
{
    private static readonly StringComparer PathComparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly Workspace workspace;
    private readonly Dictionary<string, OpenBuffer> buffers;

    /// <param name="root">The workspace root.</param>
    /// <param name="buffers">Those that are open now; one without a text is closed.</param>
    public EffectiveFiles(string root, IEnumerable<OpenBuffer> buffers)
    {
        this.workspace = new Workspace(root, [], []);
        this.buffers = buffers.Where(buffer => buffer.Text is not null).ToDictionary(buffer => buffer.Path, PathComparer);
    }

    /// <summary>Links resolved.</summary>
    public string Root => this.workspace.RealRoot;

    /// <summary>From the root, with forward slashes.</summary>
    public string NameOf(string path) => this.workspace.NameOf(path);

    /// <summary>Where a path leads that will be written to.</summary>
    public PathResolution Resolve(string path) => this.workspace.ResolveForWriting(path);

    public FileReading Read(string path)
    {
        if (this.buffers.TryGetValue(path, out var buffer))
        {
            var bytes = Encoding.UTF8.GetBytes(buffer.Text!);
            return TextContent.Decode(bytes) is { } text
                ? new FileReading.Found(new EffectiveFile(path, buffer.Hash ?? ContentHash.Of(bytes).Value, text))
                : new FileReading.Unreadable("is not text");
        }

        try
        {
            if (!File.Exists(path))
            {
                return new FileReading.Missing();
            }

            using var handle = RegularFile.TryOpen(path);
            if (handle is null)
            {
                return new FileReading.Unreadable("is no plain file");
            }

            using var stream = new FileStream(handle, FileAccess.Read);
            var bytes = new byte[stream.Length];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
            return TextContent.Decode(bytes) is { } text
                ? new FileReading.Found(new EffectiveFile(path, ContentHash.Of(bytes).Value, text))
                : new FileReading.Unreadable("is not text");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileReading.Missing();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FileReading.Unreadable($"cannot be read: {failure.Message}");
        }
    }

    /// <summary>A new file ends its lines as its neighbours do.</summary>
    public string EndingBeside(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            return "\n";
        }

        var neighbour = Directory.EnumerateFiles(directory, "*" + Path.GetExtension(path)).Order(StringComparer.Ordinal).FirstOrDefault();
        return neighbour is not null && this.Read(neighbour) is FileReading.Found { File.Content: var content } ? content.LineEnding : "\n";
    }
}
