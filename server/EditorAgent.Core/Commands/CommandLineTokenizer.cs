using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Commands;

/// <summary>
/// The grammar: words of bare characters, <c>'…'</c> and <c>"…"</c> with nothing in them that expands; blanks between words; the
/// operators <c>&amp;&amp;</c>, <c>||</c>, <c>;</c> and <c>|</c>, each with a command before and after it (a last <c>;</c> may end the
/// text). A command begins with a bare program name. A grammar this small can be held against bash by the hundred thousand, which is why
/// nothing is to be added to it lightly.
/// </summary>
internal ref struct CommandLineTokenizer
{
    private static readonly SearchValues<char> NotInDoubleQuotes = SearchValues.Create("$`\\!");

    /// <summary>Words of bash's grammar, and builtins that change what later commands mean or run their arguments.</summary>
    private static readonly FrozenSet<string> NoPrograms = FrozenSet.Create(
        StringComparer.Ordinal,
        "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "select", "function", "time", "coproc", "!", "{", "}", "[[", "]]", "in",
        ".", "source", "eval", "exec", "export", "declare", "typeset", "local", "readonly", "unset", "set", "shopt", "alias", "unalias", "trap", "cd", "pushd", "popd",
        "command", "builtin", "enable", "hash", "umask", "ulimit", "wait", "kill");

    private readonly string text;
    private readonly ImmutableArray<ParsedCommand>.Builder commands = ImmutableArray.CreateBuilder<ParsedCommand>();
    private readonly ImmutableArray<CommandOperator>.Builder operators = ImmutableArray.CreateBuilder<CommandOperator>();
    private readonly ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>();
    private int at;
    private string? directory;
    private string? why;

    private CommandLineTokenizer(string text)
    {
        this.text = text;
    }

    public static CommandLine Read(string text)
    {
        if (text.Length > CommandLine.Longest)
        {
            return new CommandLine.Unparsed(string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters, more than {CommandLine.Longest}"));
        }

        var strange = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (strange >= 0)
        {
            return new CommandLine.Unparsed(text[strange] is '\n' or '\r' ? "has more than one line" : string.Create(CultureInfo.InvariantCulture, $"holds the character U+{(int)text[strange]:X4}"));
        }

        return new CommandLineTokenizer(text).Read();
    }

    private CommandLine Read()
    {
        while (this.why is null && this.at < this.text.Length)
        {
            switch (this.text[this.at])
            {
                case ' ':
                    this.at++;
                    break;
                case '&' or '|' or ';':
                    this.ReadOperator();
                    break;
                default:
                    this.ReadWord();
                    break;
            }
        }

        if (this.why is null && this.words.Count > 0)
        {
            this.EndCommand(null);
        }
        else if (this.why is null && this.operators.Count > 0 && this.operators[^1] == CommandOperator.Then)
        {
            this.operators.RemoveAt(this.operators.Count - 1);
        }

        if (this.why is null && (this.commands.Count == 0 || this.operators.Count >= this.commands.Count))
        {
            this.why = this.commands.Count == 0 && this.directory is null ? "runs nothing" : "ends in an operator";
        }

        return this.why is { } reason
            ? new CommandLine.Unparsed(reason)
            : new CommandLine.Parsed(this.directory, this.commands.ToImmutable(), this.operators.ToImmutable());
    }

    private void ReadOperator()
    {
        var rest = this.text.AsSpan(this.at);
        (CommandOperator Operator, int Length)? found = rest switch
        {
            ['&', '&', ..] => (CommandOperator.And, 2),
            ['|', '|', ..] => (CommandOperator.Or, 2),
            [';', ..] => (CommandOperator.Then, 1),
            ['|', ..] => (CommandOperator.Pipe, 1),
            _ => null,
        };
        if (found is not var (read, length))
        {
            this.why = "holds '&'";
            return;
        }

        if (this.words.Count == 0)
        {
            this.why = "has an operator without a command before it";
            return;
        }

        this.at += length;
        this.EndCommand(read);
    }

    /// <param name="next">The operator behind it; null at the end of the text.</param>
    private void EndCommand(CommandOperator? next)
    {
        var command = new ParsedCommand(this.words.ToImmutable());
        this.words.Clear();
        if (next == CommandOperator.And && this.commands.Count == 0 && this.directory is null && command.Words is ["cd", [not '-', ..] target])
        {
            this.directory = target;
            return;
        }

        if (NoPrograms.Contains(command.Name) || command.Name.Length == 0 || !command.Name.All(IsOfName))
        {
            this.why = $"begins a command with {BashWord.Quoted(command.Name)}, which is not the bare name of a program";
            return;
        }

        this.commands.Add(command);
        if (next is { } read)
        {
            this.operators.Add(read);
        }
    }

    private void ReadWord()
    {
        var word = new StringBuilder();
        while (this.at < this.text.Length && this.text[this.at] is not (' ' or '&' or '|' or ';'))
        {
            var quote = this.text[this.at];
            if (quote is '\'' or '"')
            {
                var close = this.text.IndexOf(quote, this.at + 1);
                if (close < 0)
                {
                    this.why = "has a quote that is not closed";
                    return;
                }

                var quoted = this.text.AsSpan()[(this.at + 1)..close];
                if (quote == '"' && quoted.IndexOfAny(NotInDoubleQuotes) is var bad and >= 0)
                {
                    this.why = $"holds '{quoted[bad]}'";
                    return;
                }

                word.Append(quoted);
                this.at = close + 1;
                continue;
            }

            var bare = this.text.AsSpan(this.at);
            var length = bare.IndexOfAnyExcept(BashWord.Bare);
            length = length < 0 ? bare.Length : length;
            if (length == 0)
            {
                this.why = $"holds '{quote}'";
                return;
            }

            word.Append(bare[..length]);
            this.at += length;
        }

        this.words.Add(word.ToString());
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '+' or '-';
}
