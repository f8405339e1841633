using System.Collections.Immutable;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>
/// The skills and commands that a session can use: the user's, and those of the workspace once the user trusts it. Looked up anew whenever
/// they are needed, so that what was added or trusted meanwhile counts. Nothing is read where none of the folders exists.
/// </summary>
public sealed class GuidanceLibrary(GuidancePlaces places, Workspace workspace, WorkspaceTrust trust) : ISkillLibrary
{
    private const int MostFilesBeside = 50;

    public GuidancePlaces Places => places;

    /// <summary>Whether there is a folder of skills.</summary>
    public bool MayHoldSkills => places.UserSkills.Any(Directory.Exists) || GuidancePlaces.WorkspaceSkills.Any(folder => Directory.Exists(Path.Join(workspace.RealRoot, folder)));

    /// <summary>Whether there is a folder of skills or commands.</summary>
    public bool MayHoldTexts => this.MayHoldSkills || Directory.Exists(places.UserCommands) || Directory.Exists(Path.Join(workspace.RealRoot, GuidancePlaces.WorkspaceCommands));

    /// <summary>Whether a session's first turn has anything to read.</summary>
    public bool MayHoldAnything => File.Exists(places.UserInstructions) || this.MayHoldTexts;

    public async ValueTask<SkillListing> ListAsync(CancellationToken cancellationToken)
    {
        var skills = (await this.LookAsync(cancellationToken)).Skills.Where(skill => skill.IsForModel).ToLookup(skill => skill.IsOfWorkspace);
        return new SkillListing(Lines(skills[false]), Lines(skills[true]));

        static string Lines(IEnumerable<GuidanceText> some) => string.Join('\n', some.Select(skill => SkillList.Line(skill, int.MaxValue)));
    }

    public async ValueTask<SkillText?> FindAsync(string name, string arguments, CancellationToken cancellationToken) =>
        (await this.LookAsync(cancellationToken)).FindSkill(name) is { } skill ? this.TextOf(skill, arguments) : null;

    internal SkillText TextOf(GuidanceText skill, string arguments) => new(
        skill.Name,
        ArgumentText.Fill(skill.Body, arguments),
        this.FilesBeside(skill),
        skill.IsOfWorkspace && workspace.ResolveForReading(skill.File) is PathResolution.Inside(var path) ? path : null);

    internal async ValueTask<GuidanceShelf> LookAsync(CancellationToken cancellationToken)
    {
        if (!this.MayHoldTexts)
        {
            return GuidanceShelf.Empty;
        }

        var remarks = ImmutableArray.CreateBuilder<string>();
        List<GuidanceText> skills = [.. this.UserFolders(places.UserSkills).SelectMany(folder => new GuidanceFolder(folder, false, _ => true, remarks).ReadSkills())];
        List<GuidanceText> commands = [.. this.UserFolders([places.UserCommands]).SelectMany(folder => new GuidanceFolder(folder, false, _ => true, remarks).ReadCommands())];
        List<GuidanceText> theirSkills = [.. this.WorkspaceFolders(GuidancePlaces.WorkspaceSkills, remarks).SelectMany(folder => folder.ReadSkills())];
        List<GuidanceText> theirCommands = [.. this.WorkspaceFolders([GuidancePlaces.WorkspaceCommands], remarks).SelectMany(folder => folder.ReadCommands())];
        if (theirSkills.Count + theirCommands.Count > 0)
        {
            if (await trust.CheckAsync(cancellationToken) is TrustCheck.Trusted)
            {
                skills.AddRange(theirSkills);
                commands.AddRange(theirCommands);
            }
            else
            {
                remarks.Add($"{Counted(theirSkills.Count, "skill")} and {Counted(theirCommands.Count, "command")} of this workspace wait until you trust it; nothing of them is used. Trust the workspace in the editor, or with: editor-agent trust grant");
            }
        }

        return new GuidanceShelf(Named(skills, remarks), Named(commands, remarks), remarks.ToImmutable());
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private IEnumerable<string> UserFolders(IEnumerable<string> folders) => folders.Where(Directory.Exists);

    /// <summary>Those that lie where they say and are not the user's own, when the user works in the home directory.</summary>
    private IEnumerable<GuidanceFolder> WorkspaceFolders(IEnumerable<string> folders, ImmutableArray<string>.Builder remarks)
    {
        foreach (var relative in folders.Where(folder => Directory.Exists(Path.Join(workspace.RealRoot, folder))))
        {
            if (workspace.ResolveForReading(relative) is not PathResolution.Inside(var path) || path.Relative != relative)
            {
                remarks.Add($"{relative} is left out: it is reached through a link.");
            }
            else if (!places.UserSkills.Append(places.UserCommands).Contains(path.Absolute, StringComparer.Ordinal))
            {
                yield return new GuidanceFolder(path.Absolute, true, TrackedFiles.Below(workspace.RealRoot, path.Absolute), remarks);
            }
        }
    }

    /// <summary>Each name once: the user's stays, another of the workspace is called <c>name-workspace</c>, and what has no name left is told.</summary>
    private static ImmutableArray<GuidanceText> Named(List<GuidanceText> texts, ImmutableArray<string>.Builder remarks)
    {
        var named = ImmutableArray.CreateBuilder<GuidanceText>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var other = text.IsOfWorkspace && named.Any(known => known.Name == text.Name && !known.IsOfWorkspace) ? $"{text.Name}-workspace" : text.Name;
            if (named.Count == GuidanceFolder.MostEntries)
            {
                remarks.Add($"Only the first {GuidanceFolder.MostEntries} skills and the first {GuidanceFolder.MostEntries} commands are used.");
                break;
            }

            if (names.Add(other))
            {
                named.Add(text with { Name = other });
            }
            else
            {
                remarks.Add($"{CanonicalText.Line(text.File)} is left out: another one has its name, {text.Name}.");
            }
        }

        return named.ToImmutable();
    }

    private string FilesBeside(GuidanceText skill)
    {
        var folder = Path.GetDirectoryName(skill.File)!;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        try
        {
            return string.Join('\n', Directory.EnumerateFiles(folder, "*", options)
                .Where(file => file != skill.File)
                .Take(MostFilesBeside)
                .Order(StringComparer.Ordinal)
                .Select(file => CanonicalText.Line(workspace.NameOf(file)).Text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
