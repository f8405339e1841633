using System.Collections.Immutable;

namespace EditorAgent.Mcp.Settings;

/// <summary>Where other programs keep their servers: in the workspace first, then in the user's folders.</summary>
internal static class ImportFiles
{
    /// <param name="realRoot">The workspace.</param>
    /// <param name="environment">Says where programs' folders are.</param>
    public static ImmutableArray<string> Of(ImportSource source, string realRoot, IReadOnlyDictionary<string, string> environment)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (environment.TryGetValue(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME", out var named) && Path.IsPathFullyQualified(named))
        {
            home = named;
        }

        var kimi = environment.TryGetValue("KIMI_CODE_HOME", out var moved) && Path.IsPathFullyQualified(moved) ? moved : Path.Combine(home, ".kimi-code");
        return source switch
        {
            ImportSource.KimiCode => [Path.Combine(realRoot, ".kimi-code", "mcp.json"), Path.Combine(kimi, "mcp.json"), Path.Combine(home, ".kimi", "mcp.json")],
            ImportSource.Claude => [Path.Combine(realRoot, ".mcp.json"), Path.Combine(home, ".claude.json"), Path.Combine(ApplicationData(home, environment), "Claude", "claude_desktop_config.json")],
            ImportSource.VisualStudioCode => [Path.Combine(realRoot, ".vscode", "mcp.json"), Path.Combine(ApplicationData(home, environment), "Code", "User", "mcp.json")],
            ImportSource.Codex => [Path.Combine(environment.TryGetValue("CODEX_HOME", out var codex) && Path.IsPathFullyQualified(codex) ? codex : Path.Combine(home, ".codex"), "config.toml")],
            _ => [Path.Combine(realRoot, ".cursor", "mcp.json"), Path.Combine(home, ".cursor", "mcp.json")],
        };
    }

    private static string ApplicationData(string home, IReadOnlyDictionary<string, string> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return environment.GetValueOrDefault("APPDATA") ?? Path.Combine(home, "AppData", "Roaming");
        }

        return OperatingSystem.IsMacOS()
            ? Path.Combine(home, "Library", "Application Support")
            : environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } moved ? moved : Path.Combine(home, ".config");
    }
}
