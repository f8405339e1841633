namespace EditorAgent.Core.Configuration;

/// <summary>The user's folder: configuration, sessions. <c>~/.editoragent</c>, or where <c>EDITORAGENT_HOME</c> points.</summary>
public sealed record EditorAgentHome(string Directory)
{
    public string ConfigurationFile => Path.Combine(Directory, "config.toml");

    public string SessionsDirectory => Path.Combine(Directory, "sessions");
}
