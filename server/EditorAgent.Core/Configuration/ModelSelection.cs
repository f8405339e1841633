namespace EditorAgent.Core.Configuration;

/// <summary>Which model a session uses, or why none can be chosen.</summary>
public abstract record ModelSelection
{
    private ModelSelection()
    {
    }

    public sealed record Selected(ProviderSettings Provider, ModelSettings Model) : ModelSelection;

    /// <summary>There is no model at all; a built-in scripted one may step in.</summary>
    /// <param name="Message">One line for the user: what to set.</param>
    public sealed record NothingConfigured(string Message) : ModelSelection;

    /// <param name="Alias">The name nobody has configured.</param>
    /// <param name="Message">One line for the user: where the name comes from and which names there are.</param>
    public sealed record UnknownAlias(string Alias, string Message) : ModelSelection;

    /// <summary>By <paramref name="alias"/>, else the configured default, else the first model.</summary>
    public static ModelSelection From(AgentConfiguration configuration, string? alias)
    {
        if (configuration.Models.IsEmpty)
        {
            return new NothingConfigured(
                "No model is configured. Set MOONSHOT_API_KEY, or EDITORAGENT_BASE_URL and EDITORAGENT_MODEL, or add [providers] and [models] to config.toml.");
        }

        var wanted = alias ?? configuration.DefaultModel ?? configuration.Models[0].Alias;
        var model = configuration.Models.FirstOrDefault(model => model.Alias == wanted)
            ?? configuration.Models.FirstOrDefault(model => model.Model == wanted);
        if (model is null)
        {
            var names = string.Join(", ", configuration.Models.Select(known => known.Alias));
            var origin = alias is null && configuration.Origins.TryGetValue("default_model", out var place) ? $"{place}: " : "";
            return new UnknownAlias(wanted, $"{origin}there is no model \"{wanted}\". Configured: {names}.");
        }

        return new Selected(configuration.Providers.First(provider => provider.Name == model.Provider), model);
    }
}
