namespace EditorAgent.Core.Configuration;

/// <summary>The user's folder: configuration, sessions. <c>~/.editoragent</c>, or where <c>EDITORAGENT_HOME</c> points.</summary>
public sealed record EditorAgentHome(string Directory)
{
    private const string Way = "set EDITORAGENT_HOME to an absolute path for configuration and sessions.";

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
    /// <c>EDITORAGENT_HOME</c> is relative (it would lie in whatever workspace the command was given in), or the account has no home
    /// (<c>HOME</c> is relative, or names a folder that is not there).
    /// </exception>
    public static EditorAgentHome From(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("EDITORAGENT_HOME", out var directory) && directory.Length > 0)
        {
            return Path.IsPathFullyQualified(directory)
                ? new EditorAgentHome(Path.GetFullPath(directory))
                : throw new ConfigurationException("EDITORAGENT_HOME must be an absolute path.");
        }

        var account = Account(environment);
        return Path.IsPathFullyQualified(account)
            ? new EditorAgentHome(Path.Combine(account, ".editoragent"))
            : throw new ConfigurationException($"This account has no home directory: {Way}");
    }

    /// <summary>What <c>HOME</c> says on Unix; the system knows it where that is not set.</summary>
    private static string Account(IReadOnlyDictionary<string, string> environment)
    {
        if (OperatingSystem.IsWindows() || !environment.TryGetValue("HOME", out var home) || home.Length == 0)
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        }

        return !Path.IsPathFullyQualified(home) ? throw new ConfigurationException($"HOME is {home}, which is no absolute path. Mend it, or {Way}")
            : !System.IO.Directory.Exists(home) ? throw new ConfigurationException($"HOME is {home}, and no such folder is there. Mend it, or {Way}")
            : home;
    }
}
