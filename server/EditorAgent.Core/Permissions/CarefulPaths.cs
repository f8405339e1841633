using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Files that are never read or written on a general permission: those that hold secrets, and those that change what the agent may do or
/// what runs later (hooks, projects, editor settings). Names compare without regard to case, on every system.
/// </summary>
internal static class CarefulPaths
{
    private static readonly ImmutableArray<string> RunsLaterDirectories =
        [".git", ".editoragent", ".vscode", ".idea", ".husky", ".github", ".devcontainer", ".cursor", ".config", ".gitlab", ".circleci"];

    private static readonly ImmutableArray<string> RunsLaterFiles =
    [
        "*.csproj", "*.fsproj", "*.vbproj", "*.vcxproj", "*.proj", "*.props", "*.targets", "*.tasks", "*.rsp", "*.ruleset", "*.globalconfig", "*.sln", "*.slnx",
        "nuget.config", "global.json", "package.json", "makefile", "gnumakefile", "*.mk", ".npmrc", ".yarnrc", ".yarnrc.yml", ".editorconfig", ".gitconfig",
        ".gitattributes", ".gitmodules", "*.code-workspace", "dotnet-tools.json", "launchsettings.json", "*.runsettings", ".gitlab-ci.yml", "mcp.json", ".mcp.json",
        ".bashrc", ".bash_profile", ".zshrc", ".profile", ".envrc", "agents.md",
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

    /// <summary>Why the path needs care and the name that makes it so, or null.</summary>
    public static (string Name, string Why)? Reason(PermissionSubject.Path path)
    {
        var segments = path.Absolute.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = Name(segments.Length == 0 ? "" : segments[^1]);
        if (IsAny(SecretFiles, file) && !IsAny(Harmless, file))
        {
            return (file, $"{path.Relative} may hold secrets");
        }

        if (!path.Writes)
        {
            return null;
        }

        // Only directories of the workspace count: a workspace below ~/.config is still a workspace.
        var inside = path.Relative.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var directory = inside.Select(Name).FirstOrDefault(segment => IsAny(RunsLaterDirectories, segment));
        if (directory is not null)
        {
            return (directory, $"{path.Relative} lies in {directory}, which can change what the agent may do or what runs later");
        }

        return IsAny(RunsLaterFiles, file) ? (file, $"{path.Relative} can change what runs later") : null;
    }

    /// <summary>Windows drops trailing dots and blanks and takes a stream's name behind a colon.</summary>
    private static string Name(string segment)
    {
        var colon = segment.IndexOf(':');
        return (colon > 0 ? segment[..colon] : segment).TrimEnd('.', ' ');
    }

    private static bool IsAny(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Wildcard.Matches(pattern, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
