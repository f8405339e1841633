using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>Where the formulas of one provider are, and what a request there carries: the provider's own key and no other.</summary>
internal sealed class FormulaEndpoint
{
    private readonly ProviderSettings provider;
    private readonly ModelEndpoint access;

    /// <exception cref="ConfigurationException">The provider's address or key cannot be used.</exception>
    public FormulaEndpoint(ProviderSettings provider)
    {
        this.provider = provider;
        var headers = ModelEndpoint.HeadersOf(provider);
        if (provider.ApiKey is { Length: > 0 } key)
        {
            headers.Insert(0, ModelEndpoint.Header(provider, "Authorization", $"Bearer {key.Trim()}"));
        }

        this.access = new ModelEndpoint(provider.Name, ModelEndpoint.Combine(provider, "/formulas"), [.. headers]);
    }

    public string Host => this.access.Address.IsDefaultPort ? this.access.Address.Host : this.access.Address.Authority;

    public ImmutableArray<RequestHeader> Headers => this.access.Headers;

    public string BaseUrl => this.provider.BaseUrl;

    /// <summary>The slash and the colon of a formula's name stay as they are.</summary>
    public Uri Tools(string formula) => ModelEndpoint.Combine(this.provider, $"/formulas/{formula}/tools");

    public Uri Fibers(string formula) => ModelEndpoint.Combine(this.provider, $"/formulas/{formula}/fibers");

    public string Redact(string text) => this.access.Redact(text);
}
