using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>What a shell can offer where a value is wanted.</summary>
internal abstract record OutlinedValue
{
    private OutlinedValue()
    {
    }

    /// <summary>Nothing can be guessed: a prompt, a number, a name.</summary>
    public sealed record Text : OutlinedValue;

    public sealed record File : OutlinedValue;

    public sealed record Folder : OutlinedValue;

    /// <summary>The id of a session; the names of folders tell them, so that a shell needs to start nothing.</summary>
    public sealed record Session : OutlinedValue;

    public sealed record Choice(ImmutableArray<string> Words) : OutlinedValue;

    /// <returns>Null for a switch, which takes no value.</returns>
    public static OutlinedValue? Of(Option option)
    {
        if (option.ValueType == typeof(bool))
        {
            return null;
        }

        var offered = option.GetCompletions(CompletionContext.Empty).Select(item => item.Label).ToImmutableArray();
        return (option.Name, option.HelpName) switch
        {
            _ when !offered.IsEmpty => new Choice(offered),
            (_, { } words) when words.Contains('|', StringComparison.Ordinal) => new Choice([.. words.Split('|')]),
            (_, "folder") => new Folder(),
            (_, "file" or "pipe") => new File(),
            ("--session", _) => new Session(),
            _ => new Text(),
        };
    }

    public static OutlinedValue Of(Argument argument)
    {
        var offered = argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label).ToImmutableArray();
        return offered.IsEmpty ? argument.HelpName == "session" ? new Session() : new Text() : new Choice(offered);
    }
}
