using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Discovery;

/// <summary>
/// Finds OpenAI-compatible model servers on this machine. Only loopback is asked, without a key, a proxy or redirects; whoever
/// answers something else than a list of models is some other program.
/// </summary>
public sealed class EndpointDiscovery
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly string[] NotForChat = ["embed", "rerank", "whisper", "tts", "clip", "bge-"];

    private readonly TimeProvider timeProvider;
    private readonly ImmutableArray<LocalServer> servers;

    public EndpointDiscovery(TimeProvider timeProvider)
        : this(timeProvider, [new("Ollama", 11434), new("LM Studio", 1234), new("llama.cpp", 8080), new("vLLM", 8000)])
    {
    }

    internal EndpointDiscovery(TimeProvider timeProvider, ImmutableArray<LocalServer> servers)
    {
        this.timeProvider = timeProvider;
        this.servers = servers;
    }

    /// <summary>The servers that answer, always in the same order. All are asked at once; one that is not there costs nothing.</summary>
    public async Task<ImmutableArray<DiscoveredEndpoint>> FindAsync(CancellationToken cancellationToken)
    {
        using var client = this.NewClient();
        var answers = await Task.WhenAll(this.servers.Select(server => this.AskAsync(client, server, cancellationToken)));
        return [.. answers.OfType<DiscoveredEndpoint>()];
    }

    private static ImmutableArray<string> ChatModels(JsonElement models)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var model in models.EnumerateArray())
        {
            if (model.ValueKind == JsonValueKind.Object
                && WireJson.Text(model, "id") is { Length: > 0 } id
                && !NotForChat.Any(word => id.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(id);
            }
        }

        return found.DrainToImmutable();
    }

    private async Task<DiscoveredEndpoint?> AskAsync(HttpClient client, LocalServer server, CancellationToken cancellationToken)
    {
        var baseUrl = $"http://127.0.0.1:{server.Port}/v1";
        using var limit = new CancellationTokenSource(AnswerLimit, this.timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await client.GetAsync(new Uri($"{baseUrl}/models"), either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(either.Token), WireJson.Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("data", out var models)
                && models.ValueKind == JsonValueKind.Array
                    ? Of(server, baseUrl, ChatModels(models))
                    : null;
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested
            && (exception is HttpRequestException or OperationCanceledException or IOException or JsonException))
        {
            return null;
        }
    }

    private static DiscoveredEndpoint Of(LocalServer server, string baseUrl, ImmutableArray<string> models) =>
        new(server.Name, baseUrl, models is [var first, ..] ? first : null) { Models = models };

    private HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = this.ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, this.timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
