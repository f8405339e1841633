using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>The chat-completions endpoint behind the gateway.</summary>
/// <param name="Provider">Where models are that no configured name belongs to.</param>
/// <param name="Others">Every configured provider; empty when the endpoint was given on the command line.</param>
/// <param name="Models">The configured models; a client may use their aliases.</param>
internal sealed record UpstreamPlace(ProviderSettings Provider, ImmutableArray<ProviderSettings> Others, ImmutableArray<ModelSettings> Models)
{
    /// <summary>In which header a client sends the upstream's own authorization, where the gateway holds no key.</summary>
    public const string Header = "X-Upstream-Authorization";

    private const string Name = "upstream";

    /// <param name="url">As typed after <c>--upstream</c>.</param>
    /// <param name="key">From the variable the user named; null forwards the client's.</param>
    /// <exception cref="ConfigurationException">It is no address.</exception>
    public static UpstreamPlace At(string url, string? key)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            throw new ConfigurationException("--upstream must be an http or https address such as https://api.moonshot.ai/v1, without a user name or query.");
        }

        var provider = new ProviderSettings
        {
            Name = Name,
            Type = ProviderType.OpenAi,
            BaseUrl = url.Trim().TrimEnd('/'),
            ApiKey = key,
            Dialect = address.Host switch
            {
                "api.moonshot.ai" or "api.moonshot.cn" or "api.kimi.com" => ChatDialect.Moonshot,
                "api.openai.com" => ChatDialect.OpenAi,
                _ => ChatDialect.Generic,
            },
        };
        return new UpstreamPlace(provider, [], []);
    }

    /// <param name="configuration">The user's.</param>
    /// <param name="name">Of a provider; null is the default model's.</param>
    /// <exception cref="ConfigurationException">There is none of that name, or it does not speak chat completions.</exception>
    public static UpstreamPlace From(AgentConfiguration configuration, string? name)
    {
        var chosen = name ?? (ModelSelection.From(configuration, null) as ModelSelection.Selected)?.Provider.Name
            ?? throw new ConfigurationException("No model is configured. Name an endpoint with --upstream https://api.moonshot.ai/v1, or add [providers] and [models] to config.toml.");
        var provider = configuration.Providers.FirstOrDefault(known => known.Name == chosen)
            ?? throw new ConfigurationException($"There is no provider \"{chosen}\". Configured: {string.Join(", ", configuration.Providers.Select(known => known.Name))}.");
        if (provider.Type != ProviderType.OpenAi)
        {
            throw new ConfigurationException($"The provider {provider.Name} does not speak chat completions; the gateway needs one that does.");
        }

        return new UpstreamPlace(provider, configuration.Providers, [.. configuration.Models.Where(model => configuration.Providers.Any(known => known.Name == model.Provider && known.Type == ProviderType.OpenAi))]);
    }

    /// <summary>By alias, else by the vendor's name; a name nobody configured is handed on as it is.</summary>
    public (ProviderSettings Provider, ModelSettings Model) Find(string model)
    {
        var known = this.Models.FirstOrDefault(one => one.Alias == model) ?? this.Models.FirstOrDefault(one => one.Model == model && one.Provider == this.Provider.Name);
        return known is null
            ? (this.Provider, new ModelSettings { Alias = model, Provider = this.Provider.Name, Model = model })
            : (this.Others.First(provider => provider.Name == known.Provider), known);
    }
}
