namespace EditorAgent.Host.Composition;

/// <summary>Where what can be made again is kept: never in the workspace, and not in the folder that workers must not see.</summary>
internal static class CacheFolder
{
    public static string For(string what, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("EDITORAGENT_CACHE", out var chosen) && Path.IsPathFullyQualified(chosen))
        {
            return Path.Combine(chosen, what);
        }

        if (environment.TryGetValue("XDG_CACHE_HOME", out var cache) && Path.IsPathFullyQualified(cache))
        {
            return Path.Combine(cache, "editoragent", what);
        }

        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "EditorAgent", what)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "editoragent", what);
    }
}
