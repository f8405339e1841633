using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>Gathers <c>[[permission.rules]]</c>. A rule's origin is the line of its <c>pattern</c>, or of its header when that is missing.</summary>
internal static class PermissionRuleReader
{
    public static ImmutableArray<PermissionRuleEntry> Read(ImmutableArray<TomlSetting> settings, string file, ConfigurationLayer layer)
    {
        var rules = ImmutableArray.CreateBuilder<PermissionRuleEntry>();
        foreach (var rule in settings.Where(setting => setting.Path is ["permission", "rules", _, ..]).GroupBy(setting => setting.Path[2]))
        {
            var header = rule.First().Line;
            var decision = Find(rule, "decision") ?? throw Missing(file, header, "decision", "\"deny\"");
            var pattern = Find(rule, "pattern") ?? throw Missing(file, header, "pattern", "\"shell(git push)\"");
            rules.Add(new PermissionRuleEntry(
                (string)decision.Value!,
                (string)pattern.Value!,
                Find(rule, "reason")?.Value as string,
                new ConfigurationOrigin(layer, file, pattern.Line))
            {
                Match = Examples(rule, "match"),
                NotMatch = Examples(rule, "not_match"),
            });
        }

        return rules.ToImmutable();
    }

    private static TomlSetting? Find(IEnumerable<TomlSetting> rule, string name) =>
        rule.FirstOrDefault(setting => setting.Path.Length == 4 && setting.Path[3] == name && setting.Value is string);

    private static ImmutableArray<PermissionRuleExample> Examples(IEnumerable<TomlSetting> rule, string name)
    {
        // Rules compare by value: no examples are the one empty array.
        var examples = ImmutableArray<PermissionRuleExample>.Empty;
        foreach (var setting in rule)
        {
            if (setting.Path.Length == 5 && setting.Path[3] == name && setting.Value is string text)
            {
                examples = examples.Add(new PermissionRuleExample(text, setting.Line));
            }
        }

        return examples;
    }

    private static ConfigurationException Missing(string file, int line, string key, string example) =>
        new($"{file}:{line}: this [[permission.rules]] has no {key}. Add for example: {key} = {example}");
}
