namespace EditorAgent.Core.Configuration;

/// <summary>The user's folder: configuration, sessions. <c>~/.editoragent</c>, or where <c>EDITORAGENT_HOME</c> points.</summary>
public sealed record EditorAgentHome(string Directory)
{
    public string ConfigurationFile => Path.Combine(Directory, "config.toml");

    public string McpFile => Path.Combine(Directory, "mcp.json");

    /// <summary>Which workspaces the user trusts.</summary>
    public string TrustDirectory => Path.Combine(Directory, "trust");

    /// <summary>Values for servers and tokens of logins, sealed where the system can.</summary>
    public string SecretsDirectory => Path.Combine(Directory, "secrets");

    /// <summary>What is kept about MCP servers: approvals, pins of tools, the record of calls.</summary>
    public string McpDirectory => Path.Combine(Directory, "mcp");

    public string SessionsDirectory => Path.Combine(Directory, "sessions");

    /// <summary>What the user has allowed for good, a file for each workspace.</summary>
    public string PermissionsDirectory => Path.Combine(Directory, "permissions");

    /// <exception cref="ConfigurationException">
    /// <c>EDITORAGENT_HOME</c> is relative (it would lie in whatever workspace the command was given in), or the account has no home.
    /// </exception>
    public static EditorAgentHome From(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("EDITORAGENT_HOME", out var directory) && directory.Length > 0)
        {
            return Path.IsPathFullyQualified(directory)
                ? new EditorAgentHome(Path.GetFullPath(directory))
                : throw new ConfigurationException("EDITORAGENT_HOME must be an absolute path.");
        }

        var account = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.IsPathFullyQualified(account)
            ? new EditorAgentHome(Path.Combine(account, ".editoragent"))
            : throw new ConfigurationException("This account has no home directory. Set EDITORAGENT_HOME to an absolute path for configuration and sessions.");
    }
}
