using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>The user's own file: may say everything, and everything it says must make sense.</summary>
internal static class UserLayer
{
    public static void Apply(SettingTable table, string file)
    {
        var settings = TomlReader.Read(file);
        foreach (var setting in settings)
        {
            Take(table, file, setting);
        }

        foreach (var rule in PermissionRuleReader.Read(settings, file, ConfigurationLayer.User))
        {
            table.AddRule(rule);
        }

        foreach (var hook in HookReader.Read(settings, file, ConfigurationLayer.User))
        {
            table.AddHook(hook);
        }

        WarnOfReadableKeys(table, file, settings);
    }

    private static void Take(SettingTable table, string file, TomlSetting setting)
    {
        if (setting.Path is ["providers", var provider, ..])
        {
            table.AddProvider(provider);
        }

        if (setting.Path is ["models", var alias, ..])
        {
            table.AddModel(alias);
        }

        if (SettingCheck.Complain(setting) is { } complaint)
        {
            throw new ConfigurationException($"{file}:{setting.Line}: {complaint}");
        }

        if (setting.Path is ["language_servers", _, ..])
        {
            table.AddLanguageServer(setting);
        }

        if (setting.Value is not null && setting.Path[0] is not ("permission" or "hooks"))
        {
            table.Set(setting.Value, new ConfigurationOrigin(ConfigurationLayer.User, file, setting.Line), setting.Path.AsSpan());
        }
    }

    private static void WarnOfReadableKeys(SettingTable table, string file, ImmutableArray<TomlSetting> settings)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Others) == 0)
        {
            return;
        }

        if (settings.FirstOrDefault(setting => setting.Path is ["providers", _, "api_key"]) is { } key)
        {
            table.Warn($"{file}:{key.Line}: {key.Key} can be read by other users of this machine. Run: chmod 600 {file}");
        }
    }
}
