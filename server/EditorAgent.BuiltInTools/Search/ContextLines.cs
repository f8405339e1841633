using System.Text;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Takes the matching lines and those around them out of a file's bytes, each line once.</summary>
internal sealed class ContextLines(GrepRequest request)
{
    private const int LongestLine = 400;

    /// <param name="text">UTF-8.</param>
    /// <param name="matches">Line numbers and where the lines begin, in order.</param>
    public List<LineHit> Around(ReadOnlySpan<byte> text, List<(int Number, int Start)> matches)
    {
        var lines = new List<LineHit>();
        var shown = 0;
        for (var index = 0; index < matches.Count; index++)
        {
            var (number, start) = matches[index];
            var first = number;
            while (first > Math.Max(shown + 1, number - request.Context))
            {
                start = text[..(start - 1)].LastIndexOf((byte)'\n') + 1;
                first--;
            }

            var last = index + 1 < matches.Count ? Math.Min(number + request.Context, matches[index + 1].Number - 1) : number + request.Context;
            for (var line = Math.Max(first, shown + 1); line <= last && start < text.Length; line++)
            {
                var length = text[start..].IndexOf((byte)'\n');
                var end = length < 0 ? text.Length : start + length;
                lines.Add(new LineHit(line, this.Cut(text[start..end], line == number), line == number));
                start = end + 1;
                shown = line;
            }
        }

        return lines;
    }

    private string Cut(ReadOnlySpan<byte> bytes, bool isMatch)
    {
        var line = Encoding.UTF8.GetString(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
        if (line.Length <= LongestLine)
        {
            return line;
        }

        var match = isMatch ? request.Pattern.StartIn(line) : 0;
        var from = match < LongestLine / 2 ? 0 : match - (LongestLine / 4);
        var to = Math.Min(line.Length, from + LongestLine);
        from = char.IsLowSurrogate(line[from]) ? from + 1 : from;
        to = char.IsHighSurrogate(line[to - 1]) ? to - 1 : to;
        return $"{(from > 0 ? "... " : "")}{line[from..to]}{(to < line.Length ? " ..." : "")}";
    }
}
