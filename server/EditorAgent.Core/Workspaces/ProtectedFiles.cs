using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Files that are never read or written on a general permission: those that hold secrets, and those that change what the agent may do or
/// what runs later (hooks, projects, editor settings). Names compare folded, on every system.
/// </summary>
public static class ProtectedFiles
{
    private static readonly ImmutableArray<string> AgentDirectories = [".editoragent", ".cursor", ".claude", ".codex", ".agents", ".kimi"];

    private static readonly ImmutableArray<string> AgentFiles = ["mcp.json", ".mcp.json", "agents.md", "claude.md", "gemini.md", ".cursorrules", "copilot-instructions.md"];

    private static readonly ImmutableArray<string> RunsLaterDirectories =
        [".git", ".vscode", ".idea", ".husky", ".github", ".devcontainer", ".config", ".gitlab", ".circleci"];

    private static readonly ImmutableArray<string> RunsLaterFiles =
    [
        "*.csproj", "*.fsproj", "*.vbproj", "*.vcxproj", "*.proj", "*.props", "*.targets", "*.tasks", "*.rsp", "*.ruleset", "*.globalconfig", "*.sln", "*.slnx",
        "nuget.config", "global.json", "package.json", "makefile", "gnumakefile", "*.mk", ".npmrc", ".yarnrc", ".yarnrc.yml", ".editorconfig", ".gitconfig",
        ".gitattributes", ".gitmodules", "*.code-workspace", "dotnet-tools.json", "launchsettings.json", "*.runsettings", ".gitlab-ci.yml",
        ".bashrc", ".bash_profile", ".zshrc", ".profile", ".envrc",
    ];

    private static readonly ImmutableArray<string> SecretFiles =
    [
        ".env", ".env.*", "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa",
        "id_rsa?*", "id_ed25519?*", "id_ecdsa?*", "id_dsa?*",
        "credentials", "credentials.json", "credentials.db", "credentials.bak", "credentials.old", "credentials.xml",
        "*.pem", "*.pfx", "*.p12", "*.key", "*.keystore", "*.jks", "*.kdbx", "secrets.json", ".netrc", "_netrc", ".pgpass", ".git-credentials", ".npmrc",
        "nuget.config", ".pypirc", ".htpasswd",
    ];

    private static readonly ImmutableArray<string> Harmless = [".env.example", ".env.sample", ".env.template", "*.pub"];

    /// <summary>Names of files whose reading needs care, as wildcards.</summary>
    public static ImmutableArray<string> SecretNames => SecretFiles;

    /// <summary>Why reading the file needs care, or null.</summary>
    /// <param name="path">Absolute or relative; only its last name counts.</param>
    public static ProtectedFile? ForReading(string path)
    {
        var names = FoldedName.AllOf(path);
        var file = names.Length == 0 ? default : names[^1];
        return IsAny(SecretFiles, file) && !IsAny(Harmless, file) ? new ProtectedFile(ProtectedFileKind.Secret, file.Value) : null;
    }

    /// <summary>Why writing the file needs care, or null.</summary>
    /// <param name="relative">The path below a root: a workspace below <c>~/.config</c> is still a workspace.</param>
    public static ProtectedFile? ForWriting(string relative)
    {
        var names = FoldedName.AllOf(relative);
        if (FirstOf(names, AgentDirectories) is { } agents)
        {
            return new ProtectedFile(ProtectedFileKind.AgentConfiguration, agents);
        }

        var file = names.Length == 0 ? default : names[^1];
        if (IsAny(AgentFiles, file))
        {
            return new ProtectedFile(ProtectedFileKind.AgentConfiguration, file.Value);
        }

        if (FirstOf(names, RunsLaterDirectories) is { } directory)
        {
            return new ProtectedFile(ProtectedFileKind.ExecutesLater, directory);
        }

        return IsAny(RunsLaterFiles, file) ? new ProtectedFile(ProtectedFileKind.ExecutesLater, file.Value) : ForReading(relative);
    }

    private static string? FirstOf(FoldedName[] names, ImmutableArray<string> patterns)
    {
        foreach (var name in names)
        {
            if (IsAny(patterns, name))
            {
                return name.Value;
            }
        }

        return null;
    }

    private static bool IsAny(ImmutableArray<string> patterns, FoldedName name)
    {
        foreach (var pattern in patterns)
        {
            if (name.Value is not null && name.Matches(pattern))
            {
                return true;
            }
        }

        return false;
    }
}
