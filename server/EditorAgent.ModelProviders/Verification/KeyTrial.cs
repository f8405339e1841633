using EditorAgent.Core.Configuration;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>Asks a host for the list of its models with a key: one request that costs nothing. No redirect is followed, so the key goes nowhere else.</summary>
public sealed class KeyTrial(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="ConfigurationException">The address or the key cannot be used.</exception>
    public async Task<KeyVerdict> AskAsync(ProviderSettings provider, CancellationToken cancellationToken)
    {
        var isAnthropic = provider.Type == ProviderType.Anthropic;
        var isVersioned = !isAnthropic || provider.BaseUrl.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, ModelEndpoint.Combine(provider, isVersioned ? "/models" : "/v1/models"));
        var key = provider.ApiKey ?? "";
        RequestHeader[] own = isAnthropic
            ? [ModelEndpoint.Header(provider, "x-api-key", key), new RequestHeader("anthropic-version", "2023-06-01")]
            : [ModelEndpoint.Header(provider, "Authorization", $"Bearer {key}")];
        foreach (var (name, value) in own.Concat(ModelEndpoint.HeadersOf(provider)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.IsSuccessStatusCode ? KeyVerdict.Accepted
                : (int)answer.StatusCode is 401 or 403 ? KeyVerdict.Refused
                : KeyVerdict.Unknown;
        }
        catch (Exception silent) when (!cancellationToken.IsCancellationRequested && silent is HttpRequestException or OperationCanceledException or IOException)
        {
            return KeyVerdict.Unknown;
        }
    }
}
