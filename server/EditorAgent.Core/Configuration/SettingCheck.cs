namespace EditorAgent.Core.Configuration;

/// <summary>Holds a written key against the known ones.</summary>
internal static class SettingCheck
{
    /// <summary>Says what is wrong and what to write, or null. Never quotes the value: it may be a key.</summary>
    public static string? Complain(TomlSetting setting)
    {
        var isTable = KnownKeys.IsTable(setting.Path);
        if (setting.Value is null && isTable)
        {
            return null;
        }

        if (KnownKeys.Find(setting.Path) is { } known)
        {
            return (setting.Value is { } value ? known.Complain(value) : known.Complain(new object())) is { } complaint
                ? $"{setting.Key} {complaint}."
                : null;
        }

        if (setting.Path is ["permission", "rules", _, "match" or "not_match"])
        {
            return $"{setting.Key} must be a list of text, for example [\"git push origin\"].";
        }

        if (setting.Path is ["hooks", [not (>= '0' and <= '9'), ..], ..] or ["hooks"])
        {
            return "Hooks are written one by one: [[hooks]] with event and command below.";
        }

        if (setting.Path is ["hooks", _, "pass_env"])
        {
            return $"{setting.Key} must be a list of text, for example [\"SSH_AUTH_SOCK\"].";
        }

        if (setting.Path is ["models", _, "fallback"])
        {
            return $"{setting.Key} must be a list of aliases, for example [\"kimi-k2.5\"].";
        }

        if (setting.Path is ["language_servers", _, "args" or "root_markers"])
        {
            return $"{setting.Key} must be a list of text, for example [\"--stdio\"].";
        }

        return isTable
            ? $"{setting.Key} must be a table, not a value. Write {(setting.Key == "permission.rules" ? "[[permission.rules]]" : $"[{setting.Key}]")} and its keys below."
            : $"{setting.Key} is not a known key. {KnownKeys.Suggest(setting.Path)}";
    }
}
