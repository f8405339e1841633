using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// The folders of tools and package caches that lie where the rest is hidden, mostly below the home. Each is named as narrowly as it
/// works without: the folders around them hold tokens (<c>~/.cargo/credentials.toml</c>, <c>~/.m2/settings.xml</c>, <c>~/.npmrc</c>).
/// </summary>
internal static class ToolFolders
{
    private static readonly ImmutableArray<string> BelowHome =
    [
        ".nuget/packages", ".dotnet", ".npm/_cacache", ".nvm", ".pyenv", ".rbenv", ".asdf", ".volta", ".bun/bin", ".deno/bin", ".cargo/bin", ".cargo/registry", ".cargo/git",
        ".rustup", "go/bin", "go/pkg", ".sdkman/candidates", ".m2/repository", ".gradle/wrapper", ".local/bin", ".local/lib", ".local/share/pnpm", ".local/share/mise", ".local/share/uv",
    ];

    private static readonly ImmutableArray<string> NamedByVariables =
        ["DOTNET_ROOT", "DOTNET_INSTALL_DIR", "NUGET_PACKAGES", "JAVA_HOME", "RUSTUP_HOME", "CARGO_HOME/bin", "CARGO_HOME/registry", "CARGO_HOME/git", "GOPATH/bin", "GOPATH/pkg", "NVM_DIR", "PYENV_ROOT"];

    /// <summary>What the shown folders hold that is not shown: certificates' private keys.</summary>
    private static readonly ImmutableArray<string> HiddenBelowHome = [".dotnet/corefx"];

    /// <summary>Existing directories, links resolved; whether they are hidden at all the caller knows.</summary>
    public static ImmutableArray<string> Of(SandboxPlaces places)
    {
        var named = NamedByVariables.Select(name => name.Split('/'))
            .Where(name => places.Environment.TryGetValue(name[0], out var value) && Path.IsPathFullyQualified(value))
            .Select(name => Path.Join([places.Environment[name[0]], .. name.Skip(1)]));
        var searched = (places.Environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).ToArray();
        var sdk = searched.Select(directory => RealOf(Path.Join(directory, "dotnet"))).Where(file => file is not null && File.Exists(file)).Select(file => Path.GetDirectoryName(file)!).Take(1);
        return
        [
            .. BelowHome.Select(name => Path.Join(places.UserHome, name)).Concat(named).Concat(searched).Concat(sdk)
                .Where(Path.IsPathFullyQualified)
                .Select(RealOf)
                .OfType<string>()
                .Where(directory => Directory.Exists(directory) && !HoldsPrivate(places, directory))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Existing directories within those of <see cref="Of"/> that stay hidden.</summary>
    public static IEnumerable<string> Exceptions(SandboxPlaces places) =>
        HiddenBelowHome.Select(name => RealOf(Path.Join(places.UserHome, name))).OfType<string>().Where(Directory.Exists);

    private static bool HoldsPrivate(SandboxPlaces places, string directory) =>
        places.Hidden.Append(places.UserHome).Any(hidden => Paths.IsBelowOrSame(directory, RealOf(hidden) ?? hidden));

    private static string? RealOf(string path) => RealPath.Of(Path.GetFullPath(path)) is RealPath.Found(var real) ? Path.TrimEndingDirectorySeparator(real) : null;
}
