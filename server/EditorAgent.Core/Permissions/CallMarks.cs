using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>Finds what is special about a call, most serious first. Most calls have nothing and cost nothing.</summary>
internal static class CallMarks
{
    public static ImmutableArray<CallMark> Of(PermissionQuestion question)
    {
        var marks = ImmutableArray.CreateBuilder<CallMark>();
        AddExecution(marks, question);
        foreach (var subject in question.Subjects)
        {
            if (subject is PermissionSubject.Path path)
            {
                AddPath(marks, path);
            }
        }

        foreach (var caution in question.Cautions)
        {
            marks.Add(new CallMark(caution, Sentence(caution), IsForPerson: true));
        }

        return marks.DrainToImmutable();
    }

    private static void AddExecution(ImmutableArray<CallMark>.Builder marks, PermissionQuestion question)
    {
        if (question.Execution is null && !question.Subjects.Any(subject => subject is PermissionSubject.Command))
        {
            return;
        }

        // A command of which nobody says how it would run is one that nothing keeps in.
        if (question.Execution is not { IsSandboxed: true })
        {
            marks.Add(new CallMark(PermissionMarks.NotSandboxed, "it would run without a sandbox", IsForPerson: true));
        }

        if (question.Execution is { NeedsNetwork: true })
        {
            marks.Add(new CallMark(PermissionMarks.NeedsNetwork, "it needs the network, which is approved for one call at a time", IsForPerson: true));
        }

        if (question.Execution?.Unreadable is { } unreadable)
        {
            marks.Add(new CallMark(PermissionMarks.Unreadable, unreadable, IsForPerson: false));
        }
    }

    private static void AddPath(ImmutableArray<CallMark>.Builder marks, PermissionSubject.Path path)
    {
        if ((Find(path, path.Relative) ?? (path.Lexical is { } lexical ? Find(path, lexical) : null)) is not { } found)
        {
            return;
        }

        var text = found.Kind switch
        {
            ProtectedFileKind.Secret => PermissionMarks.Secret,
            ProtectedFileKind.AgentConfiguration => PermissionMarks.AgentConfiguration,
            _ => PermissionMarks.ExecutesLater,
        };
        marks.Add(new CallMark(text, $"{path.Relative} {found.Why}", found.Kind == ProtectedFileKind.AgentConfiguration, path, found));
    }

    private static ProtectedFile? Find(PermissionSubject.Path path, string spelled) =>
        path.Writes ? ProtectedFiles.ForWriting(spelled) : ProtectedFiles.ForReading(spelled);

    private static string Sentence(string caution) => caution.StartsWith("untrusted text", StringComparison.Ordinal) || caution.StartsWith("a hook ", StringComparison.Ordinal) ? caution : $"this call {Clause(caution)}";

    private static string Clause(string caution) => caution.StartsWith("link count", StringComparison.Ordinal) ? $"writes a file that has other names ({caution})" : caution;
}
