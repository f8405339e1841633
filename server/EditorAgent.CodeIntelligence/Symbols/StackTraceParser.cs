using System.Collections.Immutable;
using System.Globalization;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>
/// Reads what .NET prints for an exception. The words for "at", "in" and "line" are the culture's, so only their places count; a line
/// without any of these marks is a frame only when it holds names that only the compiler makes.
/// </summary>
internal static class StackTraceParser
{
    private const int MostFrames = 200;

    /// <summary>What .NET says for "at" in its languages.</summary>
    private static readonly HashSet<string> At =
        ["at", "bei", "à", "in", "en", "в", "在", "於", "場所", "위치:", "w", "z", "em", "na", "v", "konum:", "yer:"];

    /// <returns>Null when there is no frame in it.</returns>
    public static SymbolAddress.StackTrace? TryParse(string text)
    {
        var frames = ImmutableArray.CreateBuilder<StackTraceFrame>();
        var omitted = 0;
        string? headline = null;
        var unescaped = text.Contains(@"\n   at ", StringComparison.Ordinal)
            ? text.Replace(@"\r\n   at ", "\n   at ", StringComparison.Ordinal).Replace(@"\n   at ", "\n   at ", StringComparison.Ordinal)
            : text;
        foreach (var line in unescaped.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Frame(line) is not { } frame)
            {
                headline ??= frames.Count == 0 ? line : null;
            }
            else if (frames.Count == MostFrames)
            {
                omitted++;
            }
            else
            {
                frames.Add(frame);
            }
        }

        return frames.Count == 0 ? null : new SymbolAddress.StackTrace(frames.ToImmutable(), omitted) { Headline = headline };
    }

    private static StackTraceFrame? Frame(string line)
    {
        var blank = line.AsSpan().IndexOfAny(' ', '\t', '\u00a0');
        var hasAt = blank > 0 && At.Contains(line[..blank]);
        var rest = hasAt ? line[blank..].Trim() : line;
        var module = rest.IndexOf('!', StringComparison.Ordinal);
        var method = module > 0 && !rest.AsSpan(0, module).ContainsAny(" (") ? rest[(module + 1)..] : rest;
        var open = ParametersAt(method);
        if (open <= 0)
        {
            return hasAt && PlaceParser.TryParse(rest) is SymbolAddress.Place place && place.Path.Contains('.', StringComparison.Ordinal)
                ? new StackTraceFrame(line) { Path = place.Path, Line = place.Line }
                : null;
        }

        var close = Brackets.Close(method, open);
        var name = NameParser.LastWord(method[..open]);
        if (close < 0 || name.Length == 0)
        {
            return null;
        }

        var where = Where(method[(close + 1)..]);
        var isInvented = name.StartsWith('<') || name.Contains(".<", StringComparison.Ordinal) || name.Contains("+<", StringComparison.Ordinal);
        if (!hasAt && where is null && !isInvented && module <= 0)
        {
            return null;
        }

        var undone = Demangler.Undo(name, ParameterText.TypesOf(method[(open + 1)..close]));
        return undone is null && where is null && !name.StartsWith("lambda_method", StringComparison.Ordinal)
            ? null
            : new StackTraceFrame(line) { Symbol = undone?.Symbol, Within = undone?.Within, Path = where?.Path, Line = where?.Line };
    }

    /// <summary>The first parenthesis that lies in no other bracket.</summary>
    private static int ParametersAt(string text)
    {
        var depth = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '(' && depth == 0)
            {
                return index;
            }

            depth += text[index] is '<' or '[' ? 1 : text[index] is '>' or ']' ? -1 : 0;
        }

        return -1;
    }

    /// <summary>Of <c> in C:\x.cs:line 12</c>, whatever the words are.</summary>
    private static (string? Path, int Line)? Where(string tail)
    {
        var text = tail.Trim();
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var offset and > 0)
        {
            text = text[(offset + 1)..].TrimStart();
        }

        if (text.StartsWith("Line ", StringComparison.Ordinal))
        {
            var digits = text.AsSpan(5).IndexOfAnyExceptInRange('0', '9');
            return Number(digits < 0 ? text.AsSpan(5) : text.AsSpan(5, digits)) is { } only ? (null, only) : null;
        }

        text = text.TrimEnd('.').TrimEnd();
        var blank = text.AsSpan().IndexOfAny(' ', '\t', '\u00a0');
        if (blank <= 0)
        {
            return null;
        }

        var start = text.Length;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        var colon = start > blank ? text.LastIndexOf(':', start - 1) : -1;
        return colon > blank && Number(text.AsSpan(start)) is { } line && IsWord(text.AsSpan((colon + 1)..start))
            ? (text[blank..colon].Trim().Replace('\\', '/'), line)
            : null;
    }

    private static bool IsWord(ReadOnlySpan<char> between)
    {
        foreach (var character in between)
        {
            if (!char.IsLetter(character) && !char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        return true;
    }

    private static int? Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
