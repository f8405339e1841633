using System.Net;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;

namespace EditorAgent.ModelProviders.Http;

/// <summary>
/// The one connection pool of the process. Sends a request once; there is no hidden retry, redirect or cookie here, so a key never
/// reaches a host that was not configured for it.
/// </summary>
/// <param name="timeProvider">For the timeouts.</param>
/// <param name="timeouts">How long silence is borne.</param>
/// <param name="connect">Makes connections instead of the network; null for real ones.</param>
internal sealed class ModelHttp(
    TimeProvider timeProvider,
    ModelTimeouts timeouts,
    Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) : IDisposable
{
    private const int MaxFailureBytes = 64 * 1024;
    private static readonly string[] TraceHeaders = ["x-trace-id", "x-request-id", "request-id"];

    private readonly Lazy<HttpClient> client = new(() => NewClient(connect));

    public async Task<EventStream> PostAsync(
        ModelEndpoint endpoint, SegmentedContent content, TransportFailures failures, IEventReader reader, CancellationToken cancellationToken)
    {
        var response = await this.SendAsync(endpoint, content, failures, cancellationToken);
        try
        {
            failures.TraceId = TraceIdOf(response);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = new IdleGuardedStream(stream, timeouts.Idle, timeProvider, cancellationToken);
            if (response.IsSuccessStatusCode && IsEventStream(response))
            {
                return new EventStream(response, body, reader, failures, cancellationToken);
            }

            await using (body)
            {
                var text = await this.ReadFailureAsync(body, cancellationToken);
                throw Refusal(response, text, failures, timeProvider.GetUtcNow());
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (this.client.IsValueCreated)
        {
            this.client.Value.Dispose();
        }
    }

    private static HttpClient NewClient(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        ConnectCallback = connect,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static Exception Refusal(HttpResponseMessage response, string text, TransportFailures failures, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode && !HoldsError(text))
        {
            return failures.NotAStream(response.Content.Headers.ContentType?.MediaType ?? "no content type");
        }

        var wish = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
        return failures.Refused((int)response.StatusCode, text, RetryAfter.Parse(wish, now));
    }

    private static bool HoldsError(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return FailureBody.HoldsError(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsEventStream(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is not { } type || type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static string? TraceIdOf(HttpResponseMessage response)
    {
        foreach (var name in TraceHeaders)
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                return values.FirstOrDefault();
            }
        }

        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(
        ModelEndpoint endpoint, SegmentedContent content, TransportFailures failures, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var firstByte = new CancellationTokenSource(timeouts.FirstByte, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(firstByte.Token, cancellationToken);
        try
        {
            return await this.client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (firstByte.IsCancellationRequested)
        {
            throw failures.NoFirstByte(timeouts.FirstByte);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            throw failures.Connection(exception);
        }
    }

    /// <summary>A refusal whose body breaks off or is too long is still a refusal: what was read is what counts.</summary>
    private async Task<string> ReadFailureAsync(IdleGuardedStream body, CancellationToken cancellationToken)
    {
        using var whole = new CancellationTokenSource(timeouts.FirstByte, timeProvider);
        using var registration = whole.Token.UnsafeRegister(static stream => ((Stream)stream!).Dispose(), body);
        var bytes = new byte[MaxFailureBytes];
        var length = 0;
        try
        {
            while (length < bytes.Length)
            {
                var count = await body.ReadAsync(bytes.AsMemory(length), cancellationToken);
                if (count == 0)
                {
                    break;
                }

                length += count;
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidDataException or ObjectDisposedException)
        {
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static class UserAgent
    {
        public static readonly string Value = $"EditorAgent/{typeof(UserAgent).Assembly.GetName().Version?.ToString(3)}";
    }
}
