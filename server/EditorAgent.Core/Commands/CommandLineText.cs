using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Commands;

/// <summary>
/// Two readings of a command line. The strict one (<see cref="Line"/>) takes apart only text whose words bash reads the same way;
/// allowing rules use nothing else. The suspicious one (<see cref="Runs"/>) takes apart whatever might be a command, inside
/// quotes too; denying and asking rules use it, because for them too much is right and too little is a hole.
/// </summary>
internal sealed class CommandLineText
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(";&|\n\r(){}<>`");

    private CommandLineText(CommandLine line, ImmutableArray<CommandRun> runs, bool canBeJudged)
    {
        this.Line = line;
        this.Runs = runs;
        this.CanBeJudged = canBeJudged;
    }

    public CommandLine Line { get; }

    /// <summary>Every word sequence that may be run as a command.</summary>
    public ImmutableArray<CommandRun> Runs { get; }

    /// <summary>False where what runs is decided only by running it: substitutions, patterns as a command's name, scripts from a pipe, over-long text.</summary>
    public bool CanBeJudged { get; }

    public static CommandLineText Read(string text)
    {
        var runs = ReadRuns(text);
        var isPlain = text.Length <= CommandLine.Longest
            && !text.Any(character => character is > '~' or < ' ' and not ('\t' or '\n' or '\r'))
            && !text.Contains("$(", StringComparison.Ordinal)
            && !text.Contains("$'", StringComparison.Ordinal)
            && !text.Contains("<(", StringComparison.Ordinal)
            && !text.Contains(">(", StringComparison.Ordinal)
            && !text.Contains('`');
        return new CommandLineText(CommandLine.Parse(text), runs, isPlain && !runs.Any(run => run.IsOpaque));
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
