using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Where an import goes: the user's folder, or that of a workspace, which can only make things stricter.</summary>
/// <param name="Directory">The folder with <c>config.toml</c>, <c>skills</c> and <c>commands</c>.</param>
/// <param name="Instructions">The file for notes.</param>
/// <param name="IsOfWorkspace">Whether it is a workspace's.</param>
public sealed record ImportTarget(string Directory, string Instructions, bool IsOfWorkspace)
{
    public string ConfigurationFile => Path.Combine(this.Directory, "config.toml");

    public static ImportTarget OfUser(EditorAgentHome home) => new(home.Directory, Path.Combine(home.Directory, "AGENTS.md"), false);

    /// <param name="realRoot">Absolute, links resolved.</param>
    public static ImportTarget OfWorkspace(string realRoot) => new(Path.Combine(realRoot, ".editoragent"), Path.Combine(realRoot, "AGENTS.md"), true);

    /// <summary>What config.toml says now.</summary>
    /// <exception cref="ConfigurationException">It is not valid.</exception>
    internal ImmutableArray<TomlSetting> Settings() => File.Exists(this.ConfigurationFile) ? TomlReader.Read(this.ConfigurationFile) : [];
}
