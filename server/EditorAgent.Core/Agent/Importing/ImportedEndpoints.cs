using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Providers and models of another program, as tables of config.toml. A key is never among what is written.</summary>
internal sealed class ImportedEndpoints
{
    private const string NoKey = "keys are never copied; enter it in the editor, or name a variable that holds it: api_key_env";

    private readonly string file;
    private readonly ImportItems items;
    private readonly HashSet<string> providers;
    private readonly HashSet<string> models;
    private readonly bool hasDefault;

    public ImportedEndpoints(string file, ImportItems items)
    {
        var settings = items.Target.Settings();
        this.file = file;
        this.items = items;
        this.providers = [.. settings.Where(setting => setting.Path is ["providers", _, ..]).Select(setting => setting.Path[1])];
        this.models = [.. settings.Where(setting => setting.Path is ["models", _, ..]).Select(setting => setting.Path[1])];
        this.hasDefault = settings.Any(setting => setting.Path is ["default_model"]);
    }

    public void KimiProvider(string name, ImmutableArray<(string Key, object Value)> values)
    {
        var what = $"provider {name}";
        var type = Text(values, "type") switch { "kimi" => "moonshot", "openai" => "openai", "anthropic" => "anthropic", _ => null };
        if (type is null)
        {
            this.items.Leave(this.file, what, $"its type {Text(values, "type")} is not spoken here; known are moonshot (Kimi), openai and anthropic");
            return;
        }

        this.Provider(name, what, type, Text(values, "base_url"), null, [.. values.Where(value => value.Key.StartsWith("custom_headers.", StringComparison.Ordinal)).Select(value => (value.Key["custom_headers.".Length..], $"{value.Value}"))]);
        foreach (var (key, _) in values.Where(value => value.Key is not ("type" or "base_url") && !value.Key.StartsWith("custom_headers.", StringComparison.Ordinal)))
        {
            this.items.Leave(this.file, $"providers.{name}.{key}", key == "api_key" ? NoKey : key.StartsWith("oauth", StringComparison.Ordinal) ? "its login belongs to that program; use a key" : "there is no such setting here");
        }
    }

    public void CodexProvider(string name, ImmutableArray<(string Key, object Value)> values)
    {
        var what = $"provider {name}";
        if (Text(values, "wire_api") is "responses")
        {
            this.items.Leave(this.file, what, "its protocol (responses) is not spoken here; an address that speaks chat completions is");
            return;
        }

        this.Provider(name, what, "openai", Text(values, "base_url"), Text(values, "env_key"), [.. values.Where(value => value.Key.StartsWith("http_headers.", StringComparison.Ordinal)).Select(value => (value.Key["http_headers.".Length..], $"{value.Value}"))]);
        foreach (var (key, _) in values.Where(value => value.Key is not ("name" or "base_url" or "env_key" or "wire_api") && !value.Key.StartsWith("http_headers.", StringComparison.Ordinal)))
        {
            this.items.Leave(this.file, $"model_providers.{name}.{key}", "there is no such setting here");
        }
    }

    public void KimiModel(string alias, ImmutableArray<(string Key, object Value)> values)
    {
        var capabilities = values.Where(value => value.Key.StartsWith("capabilities.", StringComparison.Ordinal)).Select(value => value.Value as string).ToHashSet();
        var table = ImmutableArray.CreateBuilder<(string Key, string Literal)>();
        foreach (var (key, value) in values)
        {
            switch (key)
            {
                case "max_context_size" when value is long and >= 1024:
                    table.Add(("context_window", $"{value}"));
                    break;
                case "max_output_size" when value is long:
                    table.Add(("max_completion_tokens", $"{value}"));
                    break;
                case "default_effort" when value is string effort:
                    table.Add(("thinking_effort", Literal(effort)));
                    break;
            }
        }

        if (capabilities.Contains("always_thinking") || capabilities.Contains("thinking"))
        {
            table.Add(("thinking", capabilities.Contains("always_thinking") ? "\"always\"" : "\"switch\""));
        }

        if (this.Model(alias, Text(values, "provider") ?? "", Text(values, "model") ?? alias, table.ToImmutable()))
        {
            foreach (var (key, _) in values.Where(value => value.Key is not ("provider" or "model" or "max_context_size" or "max_output_size" or "default_effort") && !value.Key.StartsWith("capabilities.", StringComparison.Ordinal)))
            {
                this.items.Leave(this.file, $"models.{alias}.{key}", "there is no such setting here");
            }
        }
    }

    /// <returns>Whether it was taken.</returns>
    public bool Model(string alias, string provider, string model, ImmutableArray<(string Key, string Literal)> further)
    {
        var what = $"model {alias}";
        if (this.models.Contains(alias))
        {
            this.items.Leave(this.file, what, "config.toml has a model of this name");
            return false;
        }

        if (!this.providers.Contains(provider))
        {
            this.items.Leave(this.file, what, $"its provider {provider} is not there");
            return false;
        }

        this.models.Add(alias);
        this.items.Take(this.file, what, DottedKey.Of("models", alias), new ImportChange.Table(["models", alias], [("provider", Literal(provider)), ("model", Literal(model)), .. further]));
        return true;
    }

    public void DefaultModel(string? alias)
    {
        if (alias is null)
        {
            return;
        }

        if (this.hasDefault)
        {
            this.items.Leave(this.file, $"default_model = {alias}", "config.toml names a default_model already");
        }
        else if (!this.models.Contains(alias))
        {
            this.items.Leave(this.file, $"default_model = {alias}", "that model is not there");
        }
        else
        {
            this.items.Take(this.file, $"default_model = {alias}", "default_model", new ImportChange.Setting("default_model", alias));
        }
    }

    public static string Literal(string text) => $"\"{string.Concat(text.Select(character => character is '"' or '\\' ? $"\\{character}" : char.IsControl(character) ? $"\\u{(int)character:X4}" : $"{character}"))}\"";

    private void Provider(string name, string what, string type, string? url, string? variable, ImmutableArray<(string Name, string Value)> headers)
    {
        if (this.providers.Contains(name))
        {
            this.items.Leave(this.file, what, "config.toml has a provider of this name");
            return;
        }

        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length + address.Query.Length > 0))
        {
            this.items.Leave(this.file, what, "its base_url is no plain http address (no password or query may be in it)");
            return;
        }

        var values = ImmutableArray.CreateBuilder<(string Key, string Literal)>();
        values.Add(("type", Literal(type)));
        if (url is not null)
        {
            values.Add(("base_url", Literal(url)));
        }

        if (variable is not null)
        {
            values.Add(("api_key_env", Literal(variable)));
        }

        this.providers.Add(name);
        this.items.Take(this.file, what, DottedKey.Of("providers", name), new ImportChange.Table(["providers", name], values.ToImmutable()));
        foreach (var (header, value) in headers)
        {
            if (IsSecret(header, value))
            {
                this.items.Leave(this.file, $"header {header} of {name}", "it may be a key, and keys are never copied; write it into providers." + name + ".headers");
                continue;
            }

            this.items.Take(this.file, $"header {header} of {name}", DottedKey.Of("providers", name, "headers", header), new ImportChange.Table(["providers", name, "headers"], [(header, Literal(value))]));
        }
    }

    private static bool IsSecret(string name, string value) =>
        SecretMask.Of($"{name}: {value}") != $"{name}: {value}" || new[] { "auth", "key", "token", "secret", "cookie", "password" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Text(ImmutableArray<(string Key, object Value)> values, string key) => values.FirstOrDefault(value => value.Key == key).Value as string;
}
