using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>The effective text of a file, an editor's buffer or the disk, as answers quote it. Immutable.</summary>
public sealed class ShownFile
{
    /// <summary>Beyond this a file is not read into an answer.</summary>
    public const int LargestFile = 64 * 1024 * 1024;

    private LineMap? lines;

    private ShownFile(string path, string text, string hash)
    {
        this.Path = path;
        this.Text = text;
        this.Hash = hash;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Lines end with a line feed.</summary>
    public string Text { get; }

    /// <summary>Of the bytes.</summary>
    public string Hash { get; }

    public LineMap Lines => this.lines ??= LineMap.Of(this.Text);

    public SeenVersion Seen => new(this.Path, this.Hash);

    /// <returns>Null when there is no such plain file, or it is not text.</returns>
    public static ShownFile? TryRead(string absolute)
    {
        try
        {
            using var handle = RegularFile.TryOpen(absolute);
            if (handle is null || RandomAccess.GetLength(handle) is var length && length > LargestFile)
            {
                return null;
            }

            var bytes = new byte[length];
            var read = 0;
            for (int got; read < bytes.Length && (got = RandomAccess.Read(handle, bytes.AsSpan(read), read)) > 0;)
            {
                read += got;
            }

            return Of(absolute, bytes.AsSpan(0, read));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Null when the bytes are not text.</returns>
    public static ShownFile? Of(string absolute, ReadOnlySpan<byte> bytes) =>
        TextContent.Decode(bytes) is { } content ? new ShownFile(absolute, content.Text, ContentHash.Of(bytes).Value) : null;

    /// <returns>Null for a closed buffer.</returns>
    public static ShownFile? Of(OpenBuffer buffer) =>
        buffer is { Text: { } text, Hash: { } hash }
            ? new ShownFile(buffer.Path, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), hash)
            : null;

    /// <summary>For example <c>src/X.cs [rev 5f3a91]</c>.</summary>
    /// <param name="root">The workspace root.</param>
    public string Header(string root) => $"{PathNames.FromRoot(root, this.Path)} [rev {this.Seen.Token}]";

    /// <summary>Lines as <c>  29| text</c>, without a line feed at the end; bounds outside the file are pulled in.</summary>
    /// <param name="first">From 1.</param>
    /// <param name="last">From 1, shown as well.</param>
    public string Numbered(int first, int last) => NumberedLines.Of(this, first, last, [], "");
}
