using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>One worker of a search: reads files into its own buffer and finds the matching lines in the bytes.</summary>
internal sealed class FileScanner(GrepRequest request, Workspace workspace)
{
    private const int ProbedForNul = 8192;
    private const int FirstRead = 64 * 1024;

    /// <summary>Where each literal comes next in the present file.</summary>
    private readonly int[] next = new int[request.Pattern.Literals.Length];

    private byte[] buffer = new byte[FirstRead];
    private char[] characters = new char[1024];

    public List<FileHits> Hits { get; } = [];

    /// <summary>Text files that were looked through.</summary>
    public int Searched { get; private set; }

    /// <summary>Files that were not searched because of their size.</summary>
    public int TooLarge { get; private set; }

    public void Scan(string path)
    {
        using var handle = workspace.TryOpenFile(path);
        if (handle is null)
        {
            return;
        }

        var length = 0;
        while (RandomAccess.Read(handle, this.buffer.AsSpan(length), length) is var read and > 0)
        {
            length += read;
            if (length < this.buffer.Length)
            {
                continue;
            }

            if (length > DiskWorkspaceFiles.LargestFile)
            {
                this.TooLarge++;
                return;
            }

            Array.Resize(ref this.buffer, this.buffer.Length * 4);
        }

        if (Searchable(this.buffer.AsSpan(0, length)) is { IsEmpty: false } text)
        {
            this.Searched++;
            this.Scan(path, text);
        }
    }

    /// <summary>UTF-8 as it is, marked other encodings converted, nothing of what is binary.</summary>
    private static ReadOnlySpan<byte> Searchable(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            return TextContent.Decode(bytes) is { } content ? Encoding.UTF8.GetBytes(content.Text) : [];
        }

        var text = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        return text[..Math.Min(text.Length, ProbedForNul)].Contains((byte)0) ? [] : text;
    }

    private void Scan(string path, ReadOnlySpan<byte> text)
    {
        this.next.AsSpan().Fill(-1);
        var kept = new List<(int Number, int Start)>();
        var count = 0;
        var number = 1;
        var counted = 0;
        for (var from = 0; from < text.Length;)
        {
            var candidate = this.NextCandidate(text, from);
            if (candidate < 0)
            {
                break;
            }

            var start = text[..candidate].LastIndexOf((byte)'\n') + 1;
            var length = text[start..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : start + length;
            if (this.IsMatch(text[start..end]))
            {
                count++;
                number += text[counted..start].Count((byte)'\n');
                counted = start;
                if (kept.Count < request.Limit)
                {
                    kept.Add((number, start));
                }

                if (request.Output == GrepOutput.Files)
                {
                    break;
                }
            }

            from = end + 1;
        }

        if (count > 0)
        {
            var lines = request.Output == GrepOutput.Content ? new ContextLines(request).Around(text, kept) : [];
            this.Hits.Add(new FileHits(path, count, lines));
        }
    }

    /// <summary>A position in the next line that can match: the nearest of the literals, or simply the next line.</summary>
    private int NextCandidate(ReadOnlySpan<byte> text, int from)
    {
        if (request.Pattern.Literals.IsEmpty)
        {
            return from;
        }

        var nearest = int.MaxValue;
        for (var index = 0; index < this.next.Length; index++)
        {
            // What was found further on for one literal is kept while others are met, or each would be searched for again and again.
            if (this.next[index] < from)
            {
                var found = request.Pattern.Literals[index].IndexIn(text[from..]);
                this.next[index] = found < 0 ? int.MaxValue : from + found;
            }

            nearest = Math.Min(nearest, this.next[index]);
        }

        return nearest == int.MaxValue ? -1 : nearest;
    }

    private bool IsMatch(ReadOnlySpan<byte> line)
    {
        if (request.Pattern.IsPlain)
        {
            return true;
        }

        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (this.characters.Length < line.Length)
        {
            this.characters = new char[line.Length * 2];
        }

        var length = Encoding.UTF8.GetChars(line, this.characters);
        return request.Pattern.IsMatch(this.characters.AsSpan(0, length));
    }
}
