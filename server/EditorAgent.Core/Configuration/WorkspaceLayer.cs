using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// The workspace's file. It came with the code, so it may only tighten: deny and ask rules, a stricter mode, smaller limits. Anything
/// else is ignored with a warning. What it may say it must say right: a misspelt deny rule is an error, not a rule less.
/// </summary>
internal static class WorkspaceLayer
{
    public static void Apply(SettingTable table, string workspaceRoot, string userFile)
    {
        var directory = Path.Combine(workspaceRoot, ".editoragent");
        var file = Path.Combine(directory, "config.toml");
        if (Path.Exists(Path.Combine(directory, "settings.json")))
        {
            table.Warn($"{Path.Combine(directory, "settings.json")} is not read: EditorAgent takes nothing from it. What a workspace may say (deny and ask rules, stricter bounds) stands in {file}.");
        }

        // A folder of that name is no file that is missing: what it denies was meant to hold.
        if (!Path.Exists(file) || Path.GetFullPath(file) == Path.GetFullPath(userFile))
        {
            return;
        }

        if (IsLink(new DirectoryInfo(directory)) || IsLink(new FileInfo(file)))
        {
            table.Warn($"{file} is ignored: it is reached through a symbolic link. Put a real file there.");
            return;
        }

        var settings = TomlReader.Read(file);
        foreach (var setting in settings.Where(setting => setting.Value is not null || !KnownKeys.IsTable(setting.Path) || setting.Path[0] == "hooks"))
        {
            Take(table, file, setting);
        }

        TakeRules(table, file, settings);
    }

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static void Take(SettingTable table, string file, TomlSetting setting)
    {
        if (setting.Path is not (["default_permission_mode"] or ["loop", ..] or ["permission", ..] or ["language_servers", _, "enabled"]) || KnownKeys.Find(setting.Path) is null)
        {
            table.Warn($"{file}:{setting.Line}: {setting.Key} is ignored: a workspace cannot set it. Put it into your own config.toml if you want it.");
            return;
        }

        if (SettingCheck.Complain(setting) is { } complaint)
        {
            throw new ConfigurationException($"{file}:{setting.Line}: {complaint}");
        }

        if (setting.Path[0] == "permission")
        {
            return;
        }

        if (!Tightens(table, setting))
        {
            table.Warn($"{file}:{setting.Line}: {setting.Key} is ignored: a workspace can make it stricter, not freer.");
            return;
        }

        if (setting.Path[0] == "language_servers")
        {
            table.AddLanguageServer(setting);
        }

        table.Set(setting.Value!, new ConfigurationOrigin(ConfigurationLayer.Workspace, file, setting.Line), setting.Path.AsSpan());
    }

    private static bool Tightens(SettingTable table, TomlSetting setting) => setting.Path[0] == "language_servers" ? setting.Value is false : table.Find(setting.Path.AsSpan())?.Value switch
    {
        string mode => KnownKeys.Modes.IndexOf((string)setting.Value!) <= KnownKeys.Modes.IndexOf(mode),
        long limit => (long)setting.Value! <= limit,
        _ => false,
    };

    private static void TakeRules(SettingTable table, string file, ImmutableArray<TomlSetting> settings)
    {
        foreach (var rule in PermissionRuleReader.Read(settings, file, ConfigurationLayer.Workspace))
        {
            if (rule.Decision == "allow")
            {
                table.Warn($"{rule.Origin}: the allow rule for {rule.Pattern} is ignored: a workspace can deny and ask, not allow.");
                continue;
            }

            table.AddRule(rule);
        }
    }
}
