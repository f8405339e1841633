using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>
/// A command line taken apart, or the reason why not. Taking apart is conservative: what is <see cref="Parsed"/> means to bash exactly
/// the words given here, joined by exactly these operators. Everything that expands, redirects, groups or assigns is
/// <see cref="Unparsed"/>.
/// </summary>
public abstract record CommandLine
{
    /// <summary>Longer text is not taken apart: nobody reads it whole before approving it.</summary>
    public const int Longest = 4096;

    private CommandLine()
    {
    }

    public static CommandLine Parse(string text) => CommandLineTokenizer.Read(text);

    /// <param name="Directory">
    /// Where the commands run, as written, when the text begins with <c>cd directory &amp;&amp;</c>. It is no command: whoever runs the
    /// rest resolves it and starts the commands there.
    /// </param>
    /// <param name="Commands">At least one.</param>
    /// <param name="Operators">Between them: one fewer than commands.</param>
    public sealed record Parsed(string? Directory, ImmutableArray<ParsedCommand> Commands, ImmutableArray<CommandOperator> Operators) : CommandLine
    {
        /// <summary>Everything that a rule has to allow, the change of directory first.</summary>
        public ImmutableArray<ParsedCommand> ToJudge =>
            this.Directory is null ? this.Commands : [new ParsedCommand(["cd", this.Directory]), .. this.Commands];

        /// <summary>What the commands do, without their particulars; each once.</summary>
        public string Kind => string.Join(", ", this.Commands.Select(command => command.Kind).Distinct());
    }

    /// <param name="Why">A clause for a person behind "it": <c>holds '$'</c>.</param>
    public sealed record Unparsed(string Why) : CommandLine;
}
