using EditorAgent.Core.Configuration;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>Where chat completions of a provider are asked for.</summary>
internal static class ChatEndpoint
{
    /// <exception cref="ConfigurationException">The address or the key cannot be used.</exception>
    public static ModelEndpoint Of(ProviderSettings provider)
    {
        var headers = ModelEndpoint.HeadersOf(provider);
        if (provider.ApiKey is { Length: > 0 } key)
        {
            headers.Insert(0, ModelEndpoint.Header(provider, "Authorization", $"Bearer {key.Trim()}"));
        }

        return new ModelEndpoint(provider.Name, ModelEndpoint.Combine(provider, "/chat/completions"), [.. headers]);
    }
}
