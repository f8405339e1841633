using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

/// <summary>A user's home and a workspace on the disk, gone after the test.</summary>
internal sealed class ConfigurationFolders : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("editoragent-configuration-");

    public EditorAgentHome Home => new(Path.Combine(this.root.FullName, "home"));

    public string Workspace => Path.Combine(this.root.FullName, "workspace");

    public string WorkspaceFile => Path.Combine(this.Workspace, ".editoragent", "config.toml");

    public void WriteUser(string toml) => Write(this.Home.ConfigurationFile, toml);

    public void WriteWorkspace(string toml) => Write(this.WorkspaceFile, toml);

    public AgentConfiguration Load(params (string Name, string Value)[] environment) =>
        ConfigurationLoader.Load(this.Home, this.Workspace, environment.ToImmutableDictionary(pair => pair.Name, pair => pair.Value));

    public string LoadError(params (string Name, string Value)[] environment) =>
        Assert.Throws<ConfigurationException>(() => this.Load(environment)).Message;

    public void Dispose() => this.root.Delete(recursive: true);

    private static void Write(string file, string toml)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, toml);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
