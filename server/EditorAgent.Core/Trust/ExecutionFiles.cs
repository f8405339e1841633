using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// Which files decide what runs: those that are protected from being written because they execute later or configure an agent, and the
/// build and test definitions of common languages, which the agent may edit like code but which a grant must not outlive.
/// </summary>
internal static class ExecutionFiles
{
    private static readonly HashSet<string> Definitions = new(StringComparer.OrdinalIgnoreCase)
    {
        "CMakeLists.txt", "Cargo.toml", "build.rs", "pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "noxfile.py", "conftest.py", "pytest.ini",
        "Gemfile", "Rakefile", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties",
        "gradle-wrapper.properties", "gradlew", "gradlew.bat", "pom.xml", "mvnw", "build.xml", "justfile", ".justfile", "Taskfile.yml", "Taskfile.yaml",
        ".pre-commit-config.yaml", "lefthook.yml", "lefthook.yaml", "Dockerfile", "docker-compose.yml", "compose.yaml", "compose.yml", "deno.json",
        "deno.jsonc", "composer.json", "build.zig", "WORKSPACE", "BUILD", "BUILD.bazel", "MODULE.bazel", "meson.build", "configure", "build.cake",
        "go.mod", "flake.nix", "shell.nix", "xunit.runner.json", "testconfig.json", "mise.toml", ".mise.toml", ".tool-versions",
    };

    /// <summary>Files that a build looks for in the directories above its own.</summary>
    public static readonly ImmutableArray<string> SoughtAbove =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "Directory.Solution.props", "Directory.Solution.targets",
        "nuget.config", "NuGet.config", "NuGet.Config", "global.json", ".editorconfig", ".globalconfig", ".config/dotnet-tools.json", "dotnet-tools.json",
        "package.json", ".npmrc",
    ];

    /// <summary>Whether a file of this name counts wherever it lies.</summary>
    public static bool IsNamed(string fileName) => Definitions.Contains(fileName) || Decides(ProtectedFiles.ForWriting(fileName));

    /// <summary>Whether every file of a directory counts, because of its own name or one above it.</summary>
    /// <param name="relative">From the root, with forward slashes.</param>
    public static bool IsAllOf(string relative) => relative.Length > 0 && Decides(ProtectedFiles.ForWriting(relative + "/x"));

    /// <summary>What an editor or we ourselves keep rewriting there and nothing runs.</summary>
    public static bool IsRecordKeeping(string relative) =>
        relative.EndsWith(".idea/workspace.xml", StringComparison.OrdinalIgnoreCase)
        || relative.EndsWith(".idea/usage.statistics.xml", StringComparison.OrdinalIgnoreCase)
        || relative.EndsWith(".idea/shelf", StringComparison.OrdinalIgnoreCase)
        || relative is ".editoragent/sessions" or ".editoragent/editor-agent.log";

    /// <summary>Directories of packages, with thousands of definitions that only run where one of the workspace's own says so.</summary>
    public static bool IsPackages(string directoryName) => directoryName.Equals("node_modules", StringComparison.OrdinalIgnoreCase);

    /// <summary>A build's output, which it rewrites itself; only beside a project, since elsewhere the names mean nothing.</summary>
    public static bool IsBuildOutput(string directoryName) =>
        directoryName.Equals("bin", StringComparison.OrdinalIgnoreCase) || directoryName.Equals("obj", StringComparison.OrdinalIgnoreCase);

    public static bool IsProject(string fileName) => Path.GetExtension(fileName.AsSpan()).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private static bool Decides(ProtectedFile? file) => file is { Kind: ProtectedFileKind.AgentConfiguration or ProtectedFileKind.ExecutesLater };
}
