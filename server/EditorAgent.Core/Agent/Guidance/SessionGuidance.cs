using System.Collections.Immutable;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>
/// Brings notes for agents and the list of skills into a session's conversation: the user's own and the project's with the first turn, a
/// folder's behind the calls that first used something in it. Only ever at the end of the conversation, each once, and never unseen: the user
/// is told what was read.
/// </summary>
internal sealed class SessionGuidance(Session session, Workspace workspace, IWorkspaceFiles files, GuidanceLibrary? library, bool hasSkillTool)
{
    /// <summary>Folders that were looked at; a session that is opened again looks again and finds in its state what it has.</summary>
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Whether the first turn has anything to read; costs a few looks at whether files exist.</summary>
    public bool MayBegin => ProjectInstructions.MayExistIn(workspace) || library is { MayHoldAnything: true };

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (library is not null && UserInstructions.Read(library.Places.UserInstructions) is { } own)
        {
            this.Take(own, isOfUser: true);
        }

        if (ProjectInstructions.MayExistIn(workspace))
        {
            this.Take(await ProjectInstructions.ReadAsync(workspace, files, cancellationToken), isOfUser: false);
        }

        if (library is not { MayHoldTexts: true })
        {
            return;
        }

        try
        {
            this.ListSkills(await library.LookAsync(cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "Skills and commands are not used", $"They cannot be read: {unreadable.Message} The turn goes on without them."));
        }
    }

    /// <summary>To be called when calls have ended and before the model is asked again.</summary>
    public async Task FollowAsync(IEnumerable<ToolCallReport> calls, CancellationToken cancellationToken)
    {
        foreach (var folder in calls.SelectMany(call => call.Locations).SelectMany(this.NewFoldersOf))
        {
            var relative = workspace.NameOf(folder);
            if (ProjectInstructions.MayExistBelow(folder) && !session.State.InstructionFiles.Contains($"{relative}/{ProjectInstructions.FileName}"))
            {
                var found = await ProjectInstructions.ReadOfFolderAsync(workspace, files, relative, cancellationToken);
                if (!session.State.InstructionFiles.Contains(found.Path))
                {
                    this.Take(found, isOfUser: false);
                }
            }
        }
    }

    /// <summary>The outermost first: what is nearer to the file is said last and wins.</summary>
    private IEnumerable<string> NewFoldersOf(ToolLocation location)
    {
        var folders = new Stack<string>();
        var root = workspace.RealRoot + Path.DirectorySeparatorChar;
        for (var folder = Path.GetDirectoryName(location.AbsolutePath); folder?.StartsWith(root, StringComparison.Ordinal) == true; folder = Path.GetDirectoryName(folder))
        {
            if (!this.seen.Add(folder))
            {
                break;
            }

            folders.Push(folder);
        }

        return folders.Where(folder => !IsOfPackages(folder));
    }

    /// <summary>Notes of a package that was downloaded are for those who work on the package.</summary>
    private static bool IsOfPackages(string folder) => folder.Split(Path.DirectorySeparatorChar).Contains("node_modules", StringComparer.OrdinalIgnoreCase);

    private void Take(InstructionsFound found, bool isOfUser)
    {
        foreach (var warning in found.Warnings)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "About notes for agents", warning));
        }

        if (found.Text is { } text)
        {
            session.Append(new SessionEvent.InstructionsRead(found.Path, text) { IsOfUser = isOfUser });
            session.Append(new SessionEvent.Notice(NoticeSeverity.Info, "Notes for agents were read", $"{CanonicalText.Line(found.Path)} ({(isOfUser ? "yours" : "of the workspace")})"));
        }
    }

    private void ListSkills(GuidanceShelf shelf)
    {
        foreach (var remark in shelf.Remarks)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "About skills and commands", remark));
        }

        if (hasSkillTool && !shelf.Skills.IsEmpty)
        {
            session.Append(SkillList.Of(shelf.Skills));
        }
    }
}
