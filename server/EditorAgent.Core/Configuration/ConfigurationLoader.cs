namespace EditorAgent.Core.Configuration;

/// <summary>Reads and merges the layers. Reads the environment only through what it is given.</summary>
public static class ConfigurationLoader
{
    /// <exception cref="ConfigurationException">A file cannot be read or says something that makes no sense.</exception>
    public static AgentConfiguration Load(EditorAgentHome home, string? workspaceRoot, IReadOnlyDictionary<string, string> environment) =>
        throw new NotImplementedException(home.Directory + workspaceRoot + environment.Count);
}
