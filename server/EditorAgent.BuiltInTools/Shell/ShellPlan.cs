using System.Collections.Immutable;
using EditorAgent.Core.Commands;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>
/// Works out how a command would run. Text that was taken apart runs as its words, programs by their paths; text that was not runs as
/// it stands, which only a person allows, for that once.
/// </summary>
internal sealed class ShellPlan(Workspace workspace, TrustedPath path)
{
    private const int TitleLength = 120;

    /// <summary>What cannot be read can name any file in a way that is not seen: <c>cat secr*/x</c>.</summary>
    private static readonly PermissionSubject Anywhere = new PermissionSubject.Path("/", ".", Writes: false) { JudgedAs = "read", IsTree = true };

    public ToolPlan Make(string text, bool needsNetwork, TimeSpan timeout, SandboxStatus sandbox)
    {
        if (path.Find("bash") is not { } bash)
        {
            return new ToolPlan.Refused("There is no bash on this machine. Work without the shell tool, or tell the user to install bash.");
        }

        var line = CommandLine.Parse(text);
        var survey = CommandSurvey.Of(line, text, workspace);
        var isSandboxed = sandbox.Kind != SandboxKind.None;
        var (resolved, directory, unreadable) = this.Resolve(line);
        var isInTable = survey.IsInTable && resolved is not null && !needsNetwork;
        return new ToolPlan.Ready
        {
            Title = TitleOf(text),
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Accesses = [isInTable ? new ToolAccess.Search() : new ToolAccess.Exclusive()],
            Subjects = [new PermissionSubject.Command(text), .. survey.Paths.Select(SubjectOf), .. unreadable is null ? Array.Empty<PermissionSubject>() : [Anywhere]],
            Command = text,
            EditableArguments = ["command"],
            Notes = [.. NotesOf(resolved, survey)],
            Execution = new Execution
            {
                Kind = resolved?.Line.Kind ?? "bash",
                IsSandboxed = isSandboxed,
                NeedsNetwork = needsNetwork,
                IsInAutoRunTable = isInTable,
                Unreadable = unreadable,
            },
            NeedsTrust = !isInTable,
            OfferedGrants = resolved is not null && isSandboxed && !needsNetwork ? GrantsFor(resolved.Line) : [],
            State = resolved switch
            {
                null => new ShellInvocation(bash, ["--norc", "--noprofile", "-c", "--", text], workspace.RealRoot, timeout),
                { Programs: [var program] } => new ShellInvocation(program, resolved.Line.Commands[0].Words[1..], directory, timeout),
                _ => new ShellInvocation(bash, ["--norc", "--noprofile", "-c", "--", resolved.ToBash()], directory, timeout),
            },
        };
    }

    private (ResolvedCommandLine? Resolved, string Directory, string? Unreadable) Resolve(CommandLine line)
    {
        if (line is not CommandLine.Parsed parsed)
        {
            return (null, workspace.RealRoot, $"it {((CommandLine.Unparsed)line).Why}");
        }

        var directory = workspace.RealRoot;
        if (parsed.Directory is { } named)
        {
            if (CommandPath.Of(workspace, workspace.RealRoot, named, CommandReach.Named) is not { IsInside: true } inside || !Directory.Exists(inside.Absolute))
            {
                return (null, workspace.RealRoot, $"it changes to '{named}', which is no directory of the workspace");
            }

            directory = inside.Absolute;
        }

        return ResolvedCommandLine.Resolve(parsed, path.Find, out var missing) is { } resolved
            ? (resolved, directory, null)
            : (null, workspace.RealRoot, $"it runs '{missing}', which is no program in a trusted directory");
    }

    private static PermissionSubject.Path SubjectOf(CommandPath found) => new(found.Absolute, found.Relative, Writes: false)
    {
        Lexical = found.Spelled == found.Relative ? null : found.Spelled,
        JudgedAs = "read",
        IsTree = found.Reach != CommandReach.Named,
        IsOutside = !found.IsInside,
    };

    private static IEnumerable<string> NotesOf(ResolvedCommandLine? resolved, CommandSurvey survey)
    {
        if (resolved is not null)
        {
            yield return $"runs {string.Join(", ", resolved.Programs.Distinct())}";
        }

        foreach (var outside in survey.Paths.Where(found => !found.IsInside))
        {
            yield return $"reaches {outside.Absolute}, {PermissionMarks.OutsideWorkspace}";
        }
    }

    /// <summary>One exact rule for each command. A rule cannot hold a parenthesis.</summary>
    private static ImmutableArray<PermissionGrant> GrantsFor(CommandLine.Parsed line)
    {
        var rules = line.ToJudge.Select(command => $"shell(={command})").Distinct().ToArray();
        return line.ToJudge.Any(command => command.Words.Any(word => word.AsSpan().ContainsAny('(', ')'))) ? [] : [PermissionGrant.ForAll(rules)];
    }

    private static string TitleOf(string command)
    {
        var line = command.ReplaceLineEndings(" ").Trim();
        return line.Length <= TitleLength ? line : line[..(TitleLength - 3)] + "...";
    }
}
