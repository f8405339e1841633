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

    public bool IsHidden => this.Text is { CanBeJudged: false } || (this.Subject is PermissionSubject.Url url && CanonicalUrl.Of(url.Address).IsOdd);

    public static JudgedSubject Of(PermissionSubject subject)
    {
        if (subject is not PermissionSubject.Command command)
        {
            var whole = new JudgedSubject(subject, null, []);
            return whole with { Parts = [whole] };
        }

        var read = Whole(command);
        if (CommandLine.Parse(command.Text) is not CommandLine.Parsed { ToJudge.Length: > 1 } line)
        {
            return read with { Parts = [read] };
        }

        return line.ToJudge.Length > MostCommands ? read : read with { Parts = [.. line.ToJudge.Select(part => Whole(new PermissionSubject.Command(part.ToString())))] };
    }

    private static JudgedSubject Whole(PermissionSubject.Command command) => new(command, CommandLineText.Read(command.Text), []);
}
