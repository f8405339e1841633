using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Commands;

/// <summary>
/// Two readings of a command line. The strict one (<see cref="SimpleWords"/>) exists only for text whose words every shell reads the
/// same way; allowing rules use nothing else. The suspicious one (<see cref="Runs"/>) takes apart whatever might be a command, inside
/// quotes too; denying and asking rules use it, because for them too much is right and too little is a hole.
/// </summary>
internal sealed class CommandLineText
{
    private const int LongestJudged = 4096;

    private static readonly SearchValues<char> PlainWord = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@+,-");
    private static readonly SearchValues<char> QuotedWord = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@+,- ~");
    private static readonly SearchValues<char> Separators = SearchValues.Create(";&|\n\r(){}<>`");

    private CommandLineText(ImmutableArray<string>? simpleWords, ImmutableArray<CommandRun> runs, bool canBeJudged)
    {
        this.SimpleWords = simpleWords;
        this.Runs = runs;
        this.CanBeJudged = canBeJudged;
    }

    /// <summary>The words of one plain command, or null when the text is anything more.</summary>
    public ImmutableArray<string>? SimpleWords { get; }

    /// <summary>Every word sequence that may be run as a command.</summary>
    public ImmutableArray<CommandRun> Runs { get; }

    /// <summary>False where what runs is decided only by running it: substitutions, patterns as a command's name, scripts from a pipe, over-long text.</summary>
    public bool CanBeJudged { get; }

    public static CommandLineText Read(string text)
    {
        var runs = ReadRuns(text);
        var isPlain = text.Length <= LongestJudged
            && !text.Any(character => character is > '~' or < ' ' and not ('\t' or '\n' or '\r'))
            && !text.Contains("$(", StringComparison.Ordinal)
            && !text.Contains("$'", StringComparison.Ordinal)
            && !text.Contains("<(", StringComparison.Ordinal)
            && !text.Contains(">(", StringComparison.Ordinal)
            && !text.Contains('`');
        return new CommandLineText(ReadSimpleWords(text), runs, isPlain && !runs.Any(run => run.IsOpaque));
    }

    private static ImmutableArray<string>? ReadSimpleWords(string text)
    {
        if (text.Length > LongestJudged)
        {
            return null;
        }

        var words = ImmutableArray.CreateBuilder<string>();
        var rest = text.AsSpan().Trim(" \t");
        while (!rest.IsEmpty)
        {
            if (ReadSimpleWord(rest, out var length) is not { } word)
            {
                return null;
            }

            words.Add(word);
            rest = rest[length..];
            if (!rest.IsEmpty && rest[0] is not (' ' or '\t'))
            {
                return null;
            }

            rest = rest.TrimStart(" \t");
        }

        // A first word with '=' is an assignment; one that begins with '-' is nothing a person would mean.
        return words.Count == 0 || words[0].Contains('=') || words[0].StartsWith('-') ? null : words.ToImmutable();
    }

    private static string? ReadSimpleWord(ReadOnlySpan<char> rest, out int length)
    {
        if (rest[0] is '"' or '\'')
        {
            var close = rest[1..].IndexOf(rest[0]);
            length = close + 2;
            return close < 0 || rest.Slice(1, close).IndexOfAnyExcept(QuotedWord) >= 0 ? null : rest.Slice(1, close).ToString();
        }

        var end = rest.IndexOfAny(" \t");
        length = end < 0 ? rest.Length : end;
        return rest[..length].IndexOfAnyExcept(PlainWord) >= 0 ? null : rest[..length].ToString();
    }

    private static ImmutableArray<CommandRun> ReadRuns(string text)
    {
        var runs = ImmutableArray.CreateBuilder<CommandRun>();
        var joined = text.Replace("\\\r\n", "", StringComparison.Ordinal).Replace("\\\n", "", StringComparison.Ordinal);
        var rest = joined.AsSpan();
        var isAfterRedirect = false;
        var isAfterPipe = false;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Separators);
            var piece = end < 0 ? rest : rest[..end];
            var words = ReadWords(piece);
            if (!words.IsEmpty)
            {
                runs.Add(new CommandRun(words, isAfterRedirect, isAfterPipe));
                isAfterRedirect = false;
                isAfterPipe = false;
            }

            if (end < 0)
            {
                break;
            }

            isAfterRedirect |= rest[end] is '<' or '>';
            isAfterPipe |= rest[end] is '|' or '<';
            rest = rest[(end + 1)..];
        }

        return runs.ToImmutable();
    }

    /// <summary>Splits at blanks with quotes and backslashes taken away: <c>r"m"</c>, <c>r\m</c> and <c>'rm'</c> all run rm.</summary>
    private static ImmutableArray<string> ReadWords(ReadOnlySpan<char> piece)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        foreach (var character in piece)
        {
            if (char.IsWhiteSpace(character))
            {
                Finish(words, word);
                continue;
            }

            if (character is not ('"' or '\'' or '\\'))
            {
                word.Append(character);
            }
        }

        Finish(words, word);
        return words.ToImmutable();
    }

    private static void Finish(ImmutableArray<string>.Builder words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
