using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>A text at one moment, and where its lines begin. Servers see it with line feeds, so that positions are the same on both sides.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<ImmutableArray<int>> starts;

    public SourceFile(ShownFile shown)
    {
        this.Shown = shown;
        this.starts = new Lazy<ImmutableArray<int>>(() => StartsIn(shown.Text));
    }

    /// <summary>As answers quote it.</summary>
    public ShownFile Shown { get; }

    /// <summary>Absolute.</summary>
    public string Path => this.Shown.Path;

    /// <summary>With line feeds.</summary>
    public string Text => this.Shown.Text;

    /// <summary>Of the bytes.</summary>
    public string Hash => this.Shown.Hash;

    /// <summary>A text that is not what is there: before an edit, or after one.</summary>
    public static SourceFile Imagined(string path, string text) => new(ShownFile.Of(new OpenBuffer(path, text, ContentHash.Of(Encoding.UTF8.GetBytes(text)).Value))!);

    /// <summary>A last line without an end counts; an empty one behind the last line feed does not.</summary>
    public int LineCount => this.Text.Length == 0 ? 0 : this.starts.Value.Length - (this.Text[^1] == '\n' ? 1 : 0);

    /// <param name="line">From 0.</param>
    public string Line(int line)
    {
        var starts = this.starts.Value;
        if (line < 0 || line >= starts.Length)
        {
            return "";
        }

        var end = line + 1 < starts.Length ? starts[line + 1] - 1 : this.Text.Length;
        return this.Text[starts[line]..end];
    }

    /// <summary>Where a line begins, in characters; the end of the text for lines beyond it.</summary>
    public int StartOf(long line) => line < 0 ? 0 : line < this.starts.Value.Length ? this.starts.Value[(int)line] : this.Text.Length;

    /// <summary>The line that holds a character, from 0.</summary>
    public int LineAt(int offset)
    {
        var found = this.starts.Value.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>What lies outside is moved to the nearest place, as the protocol says.</summary>
    /// <param name="encoding"><c>utf-16</c>, <c>utf-8</c> or <c>utf-32</c>.</param>
    public int OffsetOf(Position position, string encoding)
    {
        if (position.Line < 0 || position.Character < 0)
        {
            return this.StartOf(position.Line);
        }

        var start = this.StartOf(position.Line);
        var end = position.Line + 1 < this.starts.Value.Length ? this.starts.Value[(int)position.Line + 1] - 1 : this.Text.Length;
        var line = this.Text.AsSpan(start, Math.Max(0, end - start));
        return start + (encoding == "utf-16" ? (int)Math.Min(position.Character, line.Length) : UnitsOf(line, position.Character, encoding));
    }

    public Position PositionOf(int offset, string encoding)
    {
        var line = this.LineAt(offset);
        var before = this.Text.AsSpan(this.starts.Value[line], offset - this.starts.Value[line]);
        return new Position(line, encoding switch
        {
            "utf-8" => Encoding.UTF8.GetByteCount(before),
            "utf-32" => CountRunes(before),
            _ => before.Length,
        });
    }

    private static long CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0L;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static int UnitsOf(ReadOnlySpan<char> line, long wanted, string encoding)
    {
        var units = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            wanted -= encoding == "utf-8" ? rune.Utf8SequenceLength : 1;
            if (wanted < 0)
            {
                return units;
            }

            units += rune.Utf16SequenceLength;
        }

        return units;
    }

    private static ImmutableArray<int> StartsIn(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return starts.ToImmutable();
    }
}
