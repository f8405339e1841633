using System.Collections.Immutable;
using EditorAgent.Core.Commands;

namespace EditorAgent.Core.Permissions;

/// <summary>One thing a call touches.</summary>
/// <param name="Subject">As the tool gave it.</param>
/// <param name="Text">For a command: the suspicious reading for rules that restrict, the strict one for rules that allow.</param>
/// <param name="Parts">
/// What an allowance has to cover, each by some rule or grant: the commands of a line one by one, anything else as a whole. Empty where
/// there are too many to be looked at.
/// </param>
internal sealed record JudgedSubject(PermissionSubject Subject, CommandLineText? Text, ImmutableArray<JudgedSubject> Parts)
{
    private const int MostCommands = 32;

    /// <summary>For a part of a command line: the one command that is looked at; null when the line could not be taken apart.</summary>
    public ParsedCommand? Command { get; init; }

    /// <summary>Whether it is a path in the words of a command.</summary>
    public bool IsNamedByCommand => this.Subject is PermissionSubject.Path { JudgedAs: not null };

    public bool IsHidden => this.Text is { CanBeJudged: false } || (this.Subject is PermissionSubject.Url url && CanonicalUrl.Of(url.Address).IsOdd);

    public static JudgedSubject Of(PermissionSubject subject)
    {
        if (subject is not PermissionSubject.Command command)
        {
            var whole = new JudgedSubject(subject, null, []);
            return whole with { Parts = [whole] };
        }

        var read = new JudgedSubject(command, CommandLineText.Read(command.Text), []);
        if (read.Text!.Line is not CommandLine.Parsed line)
        {
            return read with { Parts = [read] };
        }

        return line.ToJudge.Length > MostCommands ? read : read with { Parts = [.. line.ToJudge.Select(part => read with { Command = part })] };
    }
}
