using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Files that are never read or written on a general permission: those that hold secrets, and those that change what the agent may do or
/// what runs later (hooks, projects, editor settings). Names compare folded, on every system.
/// </summary>
public static class ProtectedFiles
{
    private static readonly NameSet AgentDirectories = new(
    [
        ".editoragent", ".cursor", ".claude", ".codex", ".agents", ".agent", ".kimi", ".gemini", ".windsurf", ".continue", ".clinerules", ".cline", ".roo",
        ".opencode", ".crush", ".copilot", ".junie", ".amazonq", ".kiro", ".kilocode", ".goose", ".serena", ".trae", ".qwen", ".augment",
    ]);

    private static readonly NameSet AgentFiles = new(
    [
        "mcp.json", ".mcp.json", "mcp.toml", "mcp_config.json", "mcp-config.json", "mcp_settings.json", "cline_mcp_settings.json", "claude_desktop_config.json",
        "agents.md", "agents.*.md", "agent.md", "claude.md", "claude.*.md", "gemini.md", "kimi.md", "qwen.md", "crush.md", "skill.md",
        ".cursorrules", ".windsurfrules", ".roorules", ".roomodes", ".goosehints", ".aider.conf.yml", ".rules", "opencode.json", "opencode.jsonc", "crush.json", ".crush.json",
        "copilot-instructions.md", "*.instructions.md", "*.prompt.md", "*.chatmode.md", "*.mdc",
    ]);

    private static readonly NameSet RunsLaterDirectories = new(
    [
        ".git", ".hg", ".svn", ".githooks", ".husky", ".vscode", ".idea", ".vs", ".fleet", ".zed", ".nova", ".devcontainer", ".config",
        ".github", ".gitlab", ".gitea", ".forgejo", ".circleci", ".buildkite", ".teamcity", ".woodpecker", ".azuredevops", ".azure-pipelines",
        ".yarn", ".mvn", ".cargo", ".ssh", ".direnv", ".lefthook",
    ]);

    private static readonly NameSet RunsLaterFiles = new(
    [
        // What MSBuild and NuGet take in.
        "*.*proj", "*.proj", "*.projitems", "*.props", "*.targets", "*.tasks", "*.rsp", "*.ruleset", "*.globalconfig", "*.sln", "*.slnx", "*.slnf", "*.user", "*.pubxml",
        "*.tt", "*.t4", "*.nuspec", "*.cake", "*.runsettings", "*.testsettings", "nuget.config", "global.json", "dotnet-tools.json", "launchsettings.json", ".editorconfig",
        "omnisharp.json", "tasks.vs.json", "launch.vs.json",

        // Other builds and package managers.
        "package.json", "pnpm-workspace.yaml", ".pnpmfile.cjs", ".npmrc", ".yarnrc", ".yarnrc.yml", "bunfig.toml", "deno.json", "deno.jsonc",
        "gruntfile.*", "gulpfile.*", "*.config.js", "*.config.cjs", "*.config.mjs", "*.config.ts", "*.config.mts", "*.config.cts",
        "makefile", "makefile.*", "gnumakefile", "bsdmakefile", "*.mk", "*.mak", "cmakelists.txt", "*.cmake", "cmakepresets.json", "cmakeuserpresets.json",
        "justfile", ".justfile", "rakefile", "gemfile", "*.gemspec", "taskfile.yml", "taskfile.yaml", "setup.py", "setup.cfg", "pyproject.toml", "tox.ini", "noxfile.py",
        "conftest.py", "sitecustomize.py", "*.pth", "*.gradle", "*.gradle.kts", "gradle.properties", "gradle-wrapper.properties", "gradlew", "gradlew.bat", "pom.xml", "mvnw",
        "mvnw.cmd", "build.rs", "cargo.toml", "build.bazel", "module.bazel", "workspace.bazel", ".bazelrc", "dockerfile", "dockerfile.*", "*.dockerfile", "containerfile",
        "docker-compose*.yml", "docker-compose*.yaml", "compose.yml", "compose.yaml", "vagrantfile", ".tool-versions", "mise.toml", ".mise.toml",

        // Continuous integration and hooks.
        ".gitlab-ci.yml", "jenkinsfile", "azure-pipelines*.yml", "azure-pipelines*.yaml", ".travis.yml", "appveyor.yml", "buildspec.yml", ".eslintrc.*", ".mocharc.*", ".dir-locals.el", ".dir-locals-2.el", ".appveyor.yml", ".drone.yml", ".woodpecker.yml",
        "bitbucket-pipelines.yml", ".cirrus.yml", ".pre-commit-config.yaml", "lefthook.yml", "lefthook.yaml", "lefthook-local.yml", ".lefthook.yml", ".huskyrc*", ".lintstagedrc*",

        // Git, editors, shells and tools that start something by what these say.
        ".gitconfig", ".gitattributes", ".gitmodules", ".hgrc", "*.code-workspace", "*.code-profile", "*.sublime-project", "*.iml", ".project", ".classpath", "devcontainer.json",
        ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".zshrc", ".zshenv", ".zprofile", ".zlogin", ".zlogout", ".profile", ".kshrc", ".envrc",
        ".inputrc", ".vimrc", ".exrc", ".nvimrc", ".nvim.lua", ".gdbinit", ".lldbinit", ".tmux.conf", ".curlrc", ".wgetrc", ".ripgreprc",
    ]);

    private static readonly ImmutableArray<string> SecretFiles =
    [
        ".env", ".env.*", "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa",
        "id_rsa?*", "id_ed25519?*", "id_ecdsa?*", "id_dsa?*",
        "credentials", "credentials.json", "credentials.db", "credentials.bak", "credentials.old", "credentials.xml",
        "*.pem", "*.pfx", "*.p12", "*.key", "*.keystore", "*.jks", "*.kdbx", "secrets.json", ".netrc", "_netrc", ".pgpass", ".git-credentials", ".npmrc",
        "nuget.config", ".pypirc", ".htpasswd",
    ];

    private static readonly NameSet Secrets = new(SecretFiles);

    private static readonly NameSet Harmless = new([".env.example", ".env.sample", ".env.template", "*.pub"]);

    /// <summary>Names of files whose reading needs care, as wildcards.</summary>
    public static ImmutableArray<string> SecretNames => SecretFiles;

    /// <summary>Why reading the file needs care, or null.</summary>
    /// <param name="path">Absolute or relative; only its last name counts.</param>
    public static ProtectedFile? ForReading(string path)
    {
        var names = FoldedName.AllOf(path);
        var file = names.Length == 0 ? default : names[^1];
        return Secrets.Holds(file) && !Harmless.Holds(file) ? new ProtectedFile(ProtectedFileKind.Secret, file.Value) : null;
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
        if (AgentFiles.Holds(file))
        {
            return new ProtectedFile(ProtectedFileKind.AgentConfiguration, file.Value);
        }

        if (FirstOf(names, RunsLaterDirectories) is { } directory)
        {
            return new ProtectedFile(ProtectedFileKind.ExecutesLater, directory);
        }

        return RunsLaterFiles.Holds(file) ? new ProtectedFile(ProtectedFileKind.ExecutesLater, file.Value) : ForReading(relative);
    }

    private static string? FirstOf(FoldedName[] names, NameSet set)
    {
        foreach (var name in names)
        {
            if (set.Holds(name))
            {
                return name.Value;
            }
        }

        return null;
    }
}
