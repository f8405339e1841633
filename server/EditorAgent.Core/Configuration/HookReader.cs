using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>Gathers <c>[[hooks]]</c>, of the user's file and of a workspace's own.</summary>
internal static class HookReader
{
    /// <summary>A workspace's hooks, which stand in a file of their own.</summary>
    /// <param name="file">Named in messages.</param>
    /// <param name="text">What it holds.</param>
    /// <exception cref="ConfigurationException">It makes no sense.</exception>
    public static ImmutableArray<HookEntry> ReadWorkspace(string file, string text)
    {
        var settings = TomlReader.Parse(file, text);
        foreach (var setting in settings)
        {
            if (setting.Path[0] != "hooks")
            {
                throw new ConfigurationException($"{file}:{setting.Line}: {setting.Key} does not belong here. This file holds [[hooks]] only.");
            }

            if (setting.Path is [_, _, "pass_env", ..])
            {
                throw new ConfigurationException($"{file}:{setting.Line}: a workspace's hook gets none of the user's variables. Remove pass_env.");
            }

            if (SettingCheck.Complain(setting) is { } complaint)
            {
                throw new ConfigurationException($"{file}:{setting.Line}: {complaint}");
            }
        }

        return Read(settings, file, ConfigurationLayer.Workspace);
    }

    /// <exception cref="ConfigurationException">An entry lacks its event or its command.</exception>
    public static ImmutableArray<HookEntry> Read(ImmutableArray<TomlSetting> settings, string file, ConfigurationLayer layer)
    {
        var hooks = ImmutableArray.CreateBuilder<HookEntry>();
        foreach (var group in settings.Where(setting => setting.Path is ["hooks", _, ..]).GroupBy(setting => setting.Path[1]))
        {
            ImmutableArray<TomlSetting> hook = [.. group];
            var called = Find(hook, "event") ?? throw Missing(file, hook[0].Line, "event", "\"before_tool\"");
            var command = Find(hook, "command") is { Value: string { Length: > 0 } } written ? written : throw Missing(file, hook[0].Line, "command", "\"~/bin/check-call\"");
            hooks.Add(new HookEntry((string)called.Value!, (string)command.Value!, new ConfigurationOrigin(layer, file, command.Line))
            {
                Matcher = Find(hook, "matcher")?.Value as string,
                TimeoutSeconds = (int)(Find(hook, "timeout")?.Value as long? ?? HookEntry.DefaultTimeout),
                IsRequired = Find(hook, "required")?.Value is true,
                Environment = hook.Where(setting => setting.Path is [_, _, "env", _] && setting.Value is string)
                    .ToImmutableSortedDictionary(setting => setting.Path[3], setting => (string)setting.Value!, StringComparer.Ordinal),
                PassedEnvironment = [.. hook.Where(setting => setting.Path is [_, _, "pass_env", _]).Select(setting => setting.Value).OfType<string>()],
            });
        }

        return hooks.ToImmutable();
    }

    private static TomlSetting? Find(ImmutableArray<TomlSetting> hook, string name) =>
        hook.FirstOrDefault(setting => setting.Path.Length == 3 && setting.Path[2] == name && setting.Value is not null);

    private static ConfigurationException Missing(string file, int line, string key, string example) =>
        new($"{file}:{line}: this [[hooks]] has no {key}. Add for example: {key} = {example}");
}
