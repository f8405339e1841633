using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// The merged layers as one table of dotted keys. Later layers replace earlier ones key by key; permission rules add up instead.
/// What nobody has set is answered with its default, which then has its origin too.
/// </summary>
internal sealed class SettingTable
{
    private readonly Dictionary<string, Setting> settings = new(StringComparer.Ordinal);
    private readonly List<string> providers = [];
    private readonly List<string> models = [];
    private readonly List<PermissionRuleEntry> rules = [];
    private readonly List<TomlSetting> languageServers = [];
    private readonly List<HookEntry> hooks = [];
    private readonly List<string> warnings = [];

    public IReadOnlyList<string> Providers => this.providers;

    public IReadOnlyList<string> Models => this.models;

    /// <summary>All that is said of language servers, in order; a later setting of one key counts.</summary>
    public IReadOnlyList<TomlSetting> LanguageServers => this.languageServers;

    public ImmutableArray<PermissionRuleEntry> Rules => [.. this.rules];

    public ImmutableArray<HookEntry> Hooks => [.. this.hooks];

    public ImmutableArray<string> Warnings => [.. this.warnings];

    public void Warn(string warning) => this.warnings.Add(warning);

    public void AddRule(PermissionRuleEntry rule) => this.rules.Add(rule);

    public void AddHook(HookEntry hook) => this.hooks.Add(hook);

    public void AddLanguageServer(TomlSetting setting) => this.languageServers.Add(setting);

    public void AddProvider(string name) => AddOnce(this.providers, name);

    public void AddModel(string alias) => AddOnce(this.models, alias);

    public void Set(object value, ConfigurationOrigin origin, params ReadOnlySpan<string> path) =>
        this.settings[DottedKey.Of(path)] = new Setting(value, origin);

    /// <summary>Takes away whatever was said about a provider or model, so that a stronger layer can say it anew.</summary>
    public void Forget(params ReadOnlySpan<string> path)
    {
        var prefix = DottedKey.Of(path) + ".";
        foreach (var key in this.settings.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            this.settings.Remove(key);
        }
    }

    public Setting? Find(params ReadOnlySpan<string> path) => this.settings.GetValueOrDefault(DottedKey.Of(path));

    /// <summary>The names one level below a table, as the user gave them.</summary>
    public IEnumerable<string> NamesBelow(params ReadOnlySpan<string> path)
    {
        var prefix = DottedKey.Of(path) + ".";
        return this.settings.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..].Trim('"'));
    }

    public string? Text(params ReadOnlySpan<string> path) => this.Find(path)?.Value as string;

    public bool? Flag(params ReadOnlySpan<string> path) => this.Find(path)?.Value as bool?;

    public double? Number(params ReadOnlySpan<string> path) => this.Find(path)?.Value switch
    {
        long whole => whole,
        double real => real,
        _ => null,
    };

    public int WholeNumber(int otherwise, params ReadOnlySpan<string> path) => (int)this.OrDefault((long)otherwise, path);

    public string TextOr(string otherwise, params ReadOnlySpan<string> path) => this.OrDefault(otherwise, path);

    /// <summary>Where the key or, failing that, anything below it was set; for messages.</summary>
    public ConfigurationOrigin OriginOf(params ReadOnlySpan<string> path)
    {
        var key = DottedKey.Of(path);
        if (this.settings.TryGetValue(key, out var setting))
        {
            return setting.Origin;
        }

        return this.settings.Where(pair => pair.Key.StartsWith(key + ".", StringComparison.Ordinal) && pair.Value.Origin.Layer != ConfigurationLayer.Default)
            .Select(pair => pair.Value.Origin)
            .FirstOrDefault(new ConfigurationOrigin(ConfigurationLayer.Default, "", 0));
    }

    public ImmutableSortedDictionary<string, ConfigurationOrigin> Origins()
    {
        var origins = this.settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Origin));
        var ruleOrigins = this.rules.Select((rule, index) => KeyValuePair.Create($"permission.rules.{index}", rule.Origin));
        return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, origins.Concat(ruleOrigins));
    }

    private static void AddOnce(List<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }

    private T OrDefault<T>(T otherwise, ReadOnlySpan<string> path)
        where T : notnull
    {
        var key = DottedKey.Of(path);
        if (!this.settings.TryGetValue(key, out var setting))
        {
            setting = new Setting(otherwise, new ConfigurationOrigin(ConfigurationLayer.Default, "", 0));
            this.settings[key] = setting;
        }

        return (T)setting.Value;
    }
}
