using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>Gives each response its model behind the gateway.</summary>
/// <param name="place">Where models are.</param>
/// <param name="create">Makes a model of settings.</param>
internal sealed class UpstreamModels(UpstreamPlace place, Func<ProviderSettings, ModelSettings, IChatModel> create)
{
    private const int LongestKey = 16 * 1024;

    /// <param name="model">As the client named it.</param>
    /// <param name="wishes">Of this request.</param>
    /// <param name="request">Carries the upstream's authorization where the gateway holds none.</param>
    public (IChatModel Model, ModelSettings Settings) For(string model, SamplingWishes wishes, HttpRequest request)
    {
        var (provider, settings) = place.Find(model);
        var wished = settings with { Temperature = wishes.Temperature ?? settings.Temperature };
        if (wishes.Effort is { } effort)
        {
            wished = wished with
            {
                Thinking = settings.Thinking == ThinkingSupport.None ? ThinkingSupport.Switch : settings.Thinking,
                ThinkingEnabled = effort == "none" ? false : settings.ThinkingEnabled,
                ThinkingEffort = effort == "none" ? null : effort,
            };
        }

        return (create(Keyed(provider, request), wished), settings);
    }

    /// <summary>The provider with the client's own key where it has none. Headers of the client go nowhere else.</summary>
    public static ProviderSettings Keyed(ProviderSettings provider, HttpRequest request)
    {
        if (provider.ApiKey is not null || request.Headers[UpstreamPlace.Header] is not [{ Length: > 0 and <= LongestKey } given])
        {
            return provider;
        }

        var key = given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? given["Bearer ".Length..] : given;
        return provider with { ApiKey = key.Trim() };
    }
}
