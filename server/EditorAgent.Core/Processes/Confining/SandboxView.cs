using System.Collections.Frozen;
using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>What of this machine is seen inside whatever the workspace; found once for the process.</summary>
internal sealed class SandboxView
{
    /// <summary>The confined program's home: empty and forgotten when it ends.</summary>
    public const string Home = "/tmp/h";

    /// <summary>What the account may read and nobody else needs to.</summary>
    private static readonly ImmutableArray<string> SystemSecrets =
    [
        "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/sudoers", "/etc/krb5.keytab",
        "/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_ecdsa_key", "/etc/ssh/ssh_host_ed25519_key",
    ];

    private static readonly ImmutableArray<string> SystemSecretDirectories = ["/etc/ssl/private", "/etc/sudoers.d", "/var/lib/docker", "/var/spool/cron"];

    public SandboxView(SandboxPlaces places)
    {
        var userHome = RealOf(places.UserHome);
        this.UserHome = userHome;
        this.Homes =
        [
            .. new[] { "/home", "/root" }.Select(RealOf).Append(userHome)
                .Where(home => home != "/" && Directory.Exists(home) && !Paths.IsBelowOrSame("/tmp", home))
                .Distinct(StringComparer.Ordinal)
                .Where((home, _) => home != userHome || !Paths.IsBelowAny(["/home", "/root"], Path.GetDirectoryName(home) ?? "/")),
        ];
        this.Emptied = ["/tmp", "/run", "/dev", "/proc", .. this.Homes];
        this.Folders = ToolFolders.Of(places);
        this.FolderExceptions = [.. ToolFolders.Exceptions(places)];
        this.Hidden = [.. places.Hidden.Select(RealOf)];
        this.SecretFiles = [.. SystemSecrets.Where(IsReadableFile)];
        this.SecretDirectories = [.. SystemSecretDirectories.Where(IsReadableDirectory)];
        this.NuGetConfiguration = HarmlessNuGetConfiguration(Path.Join(places.UserHome, ".nuget/NuGet/NuGet.Config"));
        this.Overridden = new Dictionary<string, string>
        {
            ["HOME"] = Home,
            ["TMPDIR"] = "/tmp",
            ["TMP"] = "/tmp",
            ["TEMP"] = "/tmp",
            ["DOTNET_CLI_HOME"] = Home,
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Directories that are empty inside but for what is put back; of these the homes are read-only.</summary>
    public ImmutableArray<string> Emptied { get; }

    public ImmutableArray<string> Homes { get; }

    /// <summary>Links resolved; <c>/</c> where the account has none.</summary>
    public string UserHome { get; }

    /// <summary>Our own folders.</summary>
    public ImmutableArray<string> Hidden { get; }

    /// <summary>Tools and package caches that are put back, read-only.</summary>
    public ImmutableArray<string> Folders { get; }

    public ImmutableArray<string> FolderExceptions { get; }

    public ImmutableArray<string> SecretFiles { get; }

    public ImmutableArray<string> SecretDirectories { get; }

    /// <summary>The user's package sources, when they hold no password; without them a restore that has nothing to do would begin anew.</summary>
    public string? NuGetConfiguration { get; }

    public FrozenDictionary<string, string> Overridden { get; }

    /// <summary>Where packages lie, since the home is another one inside.</summary>
    public string? NuGetPackages(SandboxPlaces places) => Path.Join(RealOf(places.UserHome), ".nuget/packages") is var folder && Directory.Exists(folder) ? folder : null;

    private static string RealOf(string path) => path.Length == 0 ? "/" : RealPath.Of(Path.GetFullPath(path)) is RealPath.Found(var real) ? Path.TrimEndingDirectorySeparator(real) : path;

    private static bool IsReadableFile(string path) => RegularFile.TryOpen(path) is { } handle && Closed(handle);

    private static bool Closed(IDisposable handle)
    {
        handle.Dispose();
        return true;
    }

    private static bool IsReadableDirectory(string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? HarmlessNuGetConfiguration(string file)
    {
        try
        {
            var text = File.Exists(file) ? File.ReadAllText(file) : null;
            return text is null || text.Contains("credential", StringComparison.OrdinalIgnoreCase) || text.Contains("apikey", StringComparison.OrdinalIgnoreCase)
                || text.Contains("password", StringComparison.OrdinalIgnoreCase) || text.Contains('@', StringComparison.Ordinal)
                ? null
                : file;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
