using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>The text of a config.toml with what an import adds behind what is there.</summary>
internal static class ImportedConfiguration
{
    /// <exception cref="ConfigurationException">What is there is not valid, or cannot be added to.</exception>
    public static string With(string file, string text, ImmutableArray<ImportChange> changes)
    {
        var before = TomlReader.Parse(file, text);
        var result = changes.OfType<ImportChange.Setting>().Aggregate(text, (now, setting) => UserFileText.With(file, now, new UserSetting([], setting.Key, setting.Value)));
        var added = new StringBuilder();
        foreach (var table in changes.OfType<ImportChange.Table>().GroupBy(change => DottedKey.Of(change.Path.AsSpan())))
        {
            added.Append('\n').Append('[').Append(table.Key).Append("]\n");
            foreach (var (key, literal) in table.SelectMany(change => change.Values))
            {
                added.Append(DottedKey.Of(key)).Append(" = ").Append(literal).Append('\n');
            }
        }

        var known = RulesOf(before, file).Select(rule => (rule.Decision, rule.Pattern)).ToHashSet();
        foreach (var (decision, pattern) in changes.OfType<ImportChange.Rules>().SelectMany(rules => rules.Patterns.Select(pattern => (rules.Decision, pattern))).Where(known.Add))
        {
            added.Append("\n[[permission.rules]]\ndecision = ").Append(ImportedEndpoints.Literal(decision)).Append("\npattern = ").Append(ImportedEndpoints.Literal(pattern)).Append('\n');
        }

        result = added.Length == 0 ? result : $"{result}{(result.Length == 0 || result.EndsWith('\n') ? "" : "\n")}{(result.Length == 0 ? added.ToString().TrimStart('\n') : added)}";
        Check(file, before, result);
        return result;
    }

    /// <summary>Everything that was said is still said, and everything new makes sense.</summary>
    private static void Check(string file, ImmutableArray<TomlSetting> before, string result)
    {
        ImmutableArray<TomlSetting> after;
        try
        {
            after = TomlReader.Parse(file, result);
            RulesOf(after, file);
        }
        catch (ConfigurationException unfit)
        {
            throw new ConfigurationException($"{file} is written so that nothing can be added to its end. Nothing was written; write permission rules as [[permission.rules]] and tables with their own heads.", unfit);
        }

        var said = after.Select(setting => (setting.Key, setting.Value)).ToHashSet();
        if (before.Any(setting => setting.Value is not null && !said.Contains((setting.Key, setting.Value))))
        {
            throw new ConfigurationException($"{file} would lose something by the import. Nothing was written.");
        }

        if (after.Select(SettingCheck.Complain).FirstOrDefault(complaint => complaint is not null) is { } wrong)
        {
            throw new ConfigurationException($"{file}: {wrong} Nothing was written.");
        }
    }

    private static ImmutableArray<PermissionRuleEntry> RulesOf(ImmutableArray<TomlSetting> settings, string file) => PermissionRuleReader.Read(settings, file, ConfigurationLayer.User);
}
