namespace EditorAgent.Core.Configuration;

/// <summary>
/// Providers and models by environment. <c>EDITORAGENT_BASE_URL</c>, <c>_API_KEY</c>, <c>_MODEL</c> and <c>_PROVIDER</c> name a one-off
/// model that wins over the files; <c>MOONSHOT_API_KEY</c> adds Moonshot where the files do not speak of it.
/// </summary>
internal sealed class EnvironmentLayer(SettingTable table, IReadOnlyDictionary<string, string> environment)
{
    public const string OneOff = "environment";

    public void Apply()
    {
        this.AddMoonshot();
        this.AddOneOff();
    }

    private void AddMoonshot()
    {
        if (this.Get("MOONSHOT_API_KEY") is not { } key || table.Providers.Contains("moonshot"))
        {
            return;
        }

        table.AddProvider("moonshot");
        table.Set("moonshot", Origin("MOONSHOT_API_KEY"), "providers", "moonshot", "type");
        table.Set(key, Origin("MOONSHOT_API_KEY"), "providers", "moonshot", "api_key");
        if (this.Get("MOONSHOT_BASE_URL") is { } url)
        {
            table.Set(url, Origin("MOONSHOT_BASE_URL"), "providers", "moonshot", "base_url");
        }
    }

    private void AddOneOff()
    {
        var url = this.Get("EDITORAGENT_BASE_URL");
        var key = this.Get("EDITORAGENT_API_KEY");
        var model = this.Get("EDITORAGENT_MODEL");
        var provider = this.Get("EDITORAGENT_PROVIDER");
        if (url is null && key is null && provider is null)
        {
            this.Choose(model);
            return;
        }

        if (provider is not (null or "openai" or "anthropic" or "moonshot" or "scripted"))
        {
            throw new ConfigurationException("EDITORAGENT_PROVIDER must be openai, anthropic, moonshot or scripted.");
        }

        // Without a named vendor there is no address to fall back to: a key must not travel to a place nobody named.
        if (url is null && (provider is null or "scripted" || key is null))
        {
            throw Missing("EDITORAGENT_BASE_URL", provider == "scripted" ? "the conversation's file" : "for example http://localhost:8080/v1");
        }

        model ??= provider == "scripted" ? "scripted" : throw Missing("EDITORAGENT_MODEL", "the name of the model at that endpoint");
        this.SetOneOff(provider ?? "openai", url, key, model);
    }

    private void SetOneOff(string provider, string? url, string? key, string model)
    {
        table.Forget("providers", OneOff);
        table.AddProvider(OneOff);
        table.Set(provider, Origin("EDITORAGENT_PROVIDER"), "providers", OneOff, "type");
        if (url is not null)
        {
            table.Set(url, Origin("EDITORAGENT_BASE_URL"), "providers", OneOff, "base_url");
        }

        if (key is not null)
        {
            table.Set(key, Origin("EDITORAGENT_API_KEY"), "providers", OneOff, "api_key");
        }

        table.Forget("models", model);
        table.AddModel(model);
        table.Set(OneOff, Origin("EDITORAGENT_MODEL"), "models", model, "provider");
        table.Set(model, Origin("EDITORAGENT_MODEL"), "models", model, "model");
        table.Set(model, Origin("EDITORAGENT_MODEL"), "default_model");
    }

    /// <summary>A model's name alone chooses among what is configured; whether it exists is known only when all models are.</summary>
    private void Choose(string? model)
    {
        if (model is null)
        {
            return;
        }

        if (table.Providers.Count == 0)
        {
            throw new ConfigurationException(
                "EDITORAGENT_MODEL is set, but no provider is configured. Set EDITORAGENT_BASE_URL (and EDITORAGENT_API_KEY if the endpoint wants one) too.");
        }

        table.Set(model, Origin("EDITORAGENT_MODEL"), "default_model");
    }

    private static ConfigurationException Missing(string variable, string hint) =>
        new($"The environment names a model only in part: {variable} is missing ({hint}). Set it, or unset the other EDITORAGENT_ variables of the model.");

    private static ConfigurationOrigin Origin(string variable) => new(ConfigurationLayer.Environment, variable, 0);

    private string? Get(string variable) => environment.TryGetValue(variable, out var value) && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
