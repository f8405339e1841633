namespace EditorAgent.Core.Agent.Importing;

/// <summary>Where other programs keep their set-up.</summary>
/// <param name="Home">The user's home directory.</param>
/// <param name="WorkspaceRoot">Absolute, links resolved.</param>
/// <param name="Environment">Says where programs' folders were moved to.</param>
public sealed record SetupPlaces(string Home, string WorkspaceRoot, IReadOnlyDictionary<string, string> Environment)
{
    public static SetupPlaces Of(string workspaceRoot, IReadOnlyDictionary<string, string> environment) => new(
        environment.TryGetValue(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME", out var named) && Path.IsPathFullyQualified(named)
            ? named
            : System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
        workspaceRoot,
        environment);

    internal string Kimi => this.Moved("KIMI_CODE_HOME", ".kimi-code");

    internal string Claude => this.Moved("CLAUDE_CONFIG_DIR", ".claude");

    internal string Codex => this.Moved("CODEX_HOME", ".codex");

    internal string Cursor => Path.Combine(this.Home, ".cursor");

    internal string VisualStudioCode => Path.Combine(this.ApplicationData, "Code", "User");

    private string ApplicationData => OperatingSystem.IsWindows() ? this.Environment.GetValueOrDefault("APPDATA") ?? Path.Combine(this.Home, "AppData", "Roaming")
        : OperatingSystem.IsMacOS() ? Path.Combine(this.Home, "Library", "Application Support")
        : this.Environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } moved ? moved
        : Path.Combine(this.Home, ".config");

    internal string InWorkspace(string relative) => Path.Combine(this.WorkspaceRoot, relative);

    private string Moved(string variable, string usual) =>
        this.Environment.TryGetValue(variable, out var moved) && Path.IsPathFullyQualified(moved) ? moved : Path.Combine(this.Home, usual);
}
