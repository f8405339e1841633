using System.Runtime.InteropServices;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>Where editors keep what a user sets, by the custom of each platform.</summary>
/// <param name="System">The platform.</param>
/// <param name="Account">The user's home.</param>
/// <param name="Environment">The variables that move such folders.</param>
internal sealed record EditorPlaces(OSPlatform System, string Account, IReadOnlyDictionary<string, string> Environment)
{
    public static EditorPlaces Of(VerbContext context) => new(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        (OperatingSystem.IsWindows() ? null : Variable(context.Environment, "HOME")) ?? global::System.Environment.GetFolderPath(global::System.Environment.SpecialFolder.UserProfile),
        context.Environment);

    public string JetBrainsFile => Path.Combine(this.Account, ".jetbrains", "acp.json");

    /// <summary>Exists once any JetBrains IDE has run.</summary>
    public string JetBrainsFolder => Path.Combine(this.Settings, "JetBrains");

    public string ZedFolder => this.IsWindows ? Path.Combine(this.Settings, "Zed")
        : Variable(this.Environment, "FLATPAK_XDG_CONFIG_HOME") is { } flatpak ? Path.Combine(flatpak, "zed")
        : Path.Combine(this.System == OSPlatform.OSX ? Path.Combine(this.Account, ".config") : this.Dot, "zed");

    public string ZedFile => Path.Combine(this.ZedFolder, "settings.json");

    public string NeovimFolder => this.IsWindows ? Path.Combine(this.Local, "nvim") : Path.Combine(this.Dot, "nvim");

    public string HelixFolder => this.IsWindows ? Path.Combine(this.Settings, "helix") : Path.Combine(this.Dot, "helix");

    /// <summary>Whichever of these is there.</summary>
    public IReadOnlyList<string> EmacsPlaces =>
    [
        Path.Combine(this.IsWindows ? this.Settings : this.Account, ".emacs.d"),
        Path.Combine(this.IsWindows ? this.Settings : this.Account, ".emacs"),
        Path.Combine(this.IsWindows ? this.Settings : this.Account, ".emacs.el"),
        Path.Combine(this.Dot, "emacs"),
    ];

    /// <summary>The user's own package of Sublime Text.</summary>
    public string SublimeFolder => Path.Combine(this.System == OSPlatform.Linux ? Path.Combine(this.Dot, "sublime-text") : Path.Combine(this.Settings, "Sublime Text"), "Packages", "User");

    /// <summary>Where VS Code and what is made of it keep their extensions.</summary>
    public IReadOnlyList<string> ExtensionFolders =>
        [.. new[] { ".vscode", ".vscode-insiders", ".vscode-oss", ".vscode-server", ".cursor" }.Select(name => Path.Combine(this.Account, name, "extensions"))];

    /// <summary>JetBrains IDEs start no agents across the border of Windows' Linux.</summary>
    public bool IsWindowsSubsystem => this.Environment.ContainsKey("WSL_DISTRO_NAME");

    private bool IsWindows => this.System == OSPlatform.Windows;

    /// <summary>Programs' settings: <c>~/.config</c>, <c>%APPDATA%</c> or <c>~/Library/Application Support</c>.</summary>
    private string Settings => this.IsWindows ? Variable(this.Environment, "APPDATA") ?? Path.Combine(this.Account, "AppData", "Roaming")
        : this.System == OSPlatform.OSX ? Path.Combine(this.Account, "Library", "Application Support")
        : this.Dot;

    private string Local => Variable(this.Environment, "LOCALAPPDATA") ?? Path.Combine(this.Account, "AppData", "Local");

    /// <summary>A relative one does not count, as the specification of these folders has it.</summary>
    private string Dot => Variable(this.Environment, "XDG_CONFIG_HOME") ?? Path.Combine(this.Account, ".config");

    private static string? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && Path.IsPathFullyQualified(value) ? value : null;
}
