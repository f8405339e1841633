using EditorAgent.Core.Configuration;
using EditorAgent.Host.Gateway.Requests;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary><c>GET /v1/models</c>: the upstream's own list, as it is.</summary>
internal sealed class ModelList(UpstreamPlace place) : IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = MostBytes,
    };

    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var provider = UpstreamModels.Keyed(place.Provider, context.Request);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{provider.BaseUrl}/models");
        if (provider.ApiKey is { } key && !request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}"))
        {
            throw ApiProblem.Invalid(null, "The upstream's authorization cannot be sent.");
        }

        foreach (var (name, value) in provider.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await this.http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                throw new ApiProblem(502, "server_error", "The upstream redirects to another address: not followed.", code: "upstream_redirect");
            }

            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(body, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or OperationCanceledException or FormatException)
        {
            throw new ApiProblem(502, "server_error", "The upstream cannot be reached.", code: "upstream_unreachable");
        }
    }

    public void Dispose() => this.http.Dispose();
}
