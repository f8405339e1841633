using System.Collections.Immutable;
using System.CommandLine;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>A verb, or a command of a verb, as a shell offers it.</summary>
/// <param name="Path">As typed after the program's name: <c>run</c>, <c>mcp-config add</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="Commands">Of a verb that has some.</param>
/// <param name="Options">Its own and those it inherits.</param>
/// <param name="Argument">What its first argument may be; null where it takes none.</param>
internal sealed record OutlinedCommand(
    string Path, string Summary, ImmutableArray<OutlinedCommand> Commands, ImmutableArray<OutlinedOption> Options, OutlinedValue? Argument)
{
    public string Name => this.Path[(this.Path.LastIndexOf(' ') + 1)..];

    /// <summary>Every verb, from the one table of them.</summary>
    public static ImmutableArray<OutlinedCommand> All(VerbContext context) => [.. Verbs.All.Select(verb => Of(verb.Build(context), verb.Name, verb.Summary, []))];

    private static OutlinedCommand Of(Command command, string path, string summary, ImmutableArray<Option> inherited)
    {
        var passedOn = command.Options.Where(option => option.Recursive).ToImmutableArray();
        return new OutlinedCommand(
            path,
            summary,
            [.. command.Subcommands.Select(sub => Of(sub, $"{path} {sub.Name}", sub.Description ?? "", passedOn))],
            [.. command.Options.Concat(inherited).Select(option => new OutlinedOption(option.Name, option.Description ?? "", OutlinedValue.Of(option))), new OutlinedOption("--help", "What it does and takes", null)],
            command.Arguments is [var first, ..] ? OutlinedValue.Of(first) : null);
    }
}
