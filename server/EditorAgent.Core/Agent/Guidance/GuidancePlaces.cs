using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>The fixed places of notes, skills and commands. Nothing is looked for anywhere else.</summary>
/// <param name="UserInstructions">The user's <c>AGENTS.md</c>.</param>
/// <param name="UserSkills">Folders of the user's skills, absolute.</param>
/// <param name="UserCommands">The folder of the user's commands, absolute.</param>
public sealed record GuidancePlaces(string UserInstructions, ImmutableArray<string> UserSkills, string UserCommands)
{
    /// <summary>From the workspace's root; of two skills of one name the first place wins.</summary>
    public static readonly ImmutableArray<string> WorkspaceSkills = [".editoragent/skills", ".agents/skills", ".claude/skills"];

    public const string WorkspaceCommands = ".editoragent/commands";

    public static GuidancePlaces Of(EditorAgentHome home, IReadOnlyDictionary<string, string> environment) => new(
        Path.Combine(home.Directory, ProjectInstructions.FileName),
        [Path.Combine(home.Directory, "skills"), Path.Combine(UserFolder(environment), ".agents", "skills")],
        Path.Combine(home.Directory, "commands"));

    /// <summary>The folders of skills that exist: what is beside a skill can be read like a file of the workspace.</summary>
    public IEnumerable<string> ReadableFolders => this.UserSkills.Where(Directory.Exists);

    private static string UserFolder(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME", out var named) && Path.IsPathFullyQualified(named)
            ? named
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
