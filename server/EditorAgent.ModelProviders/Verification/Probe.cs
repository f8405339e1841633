using System.Collections.Immutable;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>Sends requests as sessions send them, once each, and keeps what sessions do not look at.</summary>
internal sealed class Probe : IDisposable
{
    private const string Instruction = "You test an endpoint. Do exactly what the user asks, as briefly as possible.";
    private const int LargestRefusal = 16 * 1024;
    private const int LargestAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ProviderSettings provider;
    private readonly ModelSettings model;
    private readonly TimeProvider time;
    private readonly ModelEndpoint endpoint;

    /// <exception cref="ConfigurationException">The provider's address or key cannot be used.</exception>
    public Probe(ProviderSettings provider, ModelSettings model, TimeProvider time)
    {
        this.provider = provider;
        this.model = model;
        this.time = time;
        this.endpoint = ChatEndpoint.Of(provider);
    }

    public TokenUsage Used { get; private set; }

    public int Requests { get; private set; }

    /// <summary>A conversation of one prompt.</summary>
    public Task<ProbeAnswer> AskAsync(string prompt, int mostTokens, CancellationToken cancellationToken) =>
        this.AskAsync([new Message.User([new ContentPart.Text(prompt)])], [], mostTokens, null, cancellationToken);

    public async Task<ProbeAnswer> AskAsync(
        ImmutableArray<Message> messages, ImmutableArray<ToolDefinition> tools, int mostTokens, ModelRequestOptions? options, CancellationToken cancellationToken)
    {
        var encoder = new ChatRequestEncoder(this.provider.Dialect, this.model, NullLogger.Instance);
        using var body = encoder.Encode(new ModelRequest(Instruction, tools, messages, mostTokens, "verify-endpoint") { Options = options });
        return await this.SendAsync(body, encoder.ReasoningKey, cancellationToken);
    }

    /// <summary>A body that is no request.</summary>
    public async Task<ProbeAnswer> SendAsync(string json, CancellationToken cancellationToken)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await this.SendAsync(body, new ReasoningKey(), cancellationToken);
    }

    /// <summary>The vendor's name of the model.</summary>
    public string ModelName => this.model.Model;

    public void Dispose() => this.http.Dispose();

    private async Task<ProbeAnswer> SendAsync(HttpContent body, ReasoningKey reasoningKey, CancellationToken cancellationToken)
    {
        this.Requests++;
        var failures = new TransportFailures(this.endpoint, this.provider.Dialect);
        var stream = new ProbeStream();
        using var patience = new CancellationTokenSource(Patience, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, this.endpoint.Address) { Content = body };
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            request.Headers.TryAddWithoutValidation("User-Agent", "EditorAgent/verify-endpoint");
            foreach (var (name, value) in this.endpoint.Headers)
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await this.ReadAsync(response, stream, new ChatAnswer(this.provider.Dialect, reasoningKey, failures, this.time), failures, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(0, stream) { Failure = failures.NoFirstByte(Patience).Failure };
        }
        catch (ModelException exception)
        {
            return new ProbeAnswer(200, stream) { Failure = exception.Failure };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new ProbeAnswer(0, stream) { Failure = (stream.Chunks > 0 ? failures.BrokeOff(exception) : failures.Connection(exception)).Failure };
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            return new ProbeAnswer(200, stream) { Failure = failures.Unreadable(exception).Failure };
        }
    }

    private async Task<ProbeAnswer> ReadAsync(HttpResponseMessage response, ProbeStream stream, ChatAnswer answer, TransportFailures failures, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType is { } type && type != "text/event-stream")
        {
            var text = await ReadTextAsync(content, cancellationToken);
            var failure = response.StatusCode == HttpStatusCode.OK ? failures.NotAStream(response.Content.Headers.ContentType!.MediaType!) : failures.Refused(status, text, null);
            return new ProbeAnswer(status, stream) { Failure = failure.Failure, Refusal = this.endpoint.Redact(text) };
        }

        var bytes = 0L;
        var events = SseParser.Create(content, (name, data) =>
        {
            bytes += data.Length;
            stream.Accept(data);
            answer.Accept(name, data);
            answer.Ready.Clear();
            return bytes <= LargestAnswer ? true : throw new InvalidDataException("The answer is longer than 4 MiB.");
        });
        await foreach (var _ in events.EnumerateAsync(cancellationToken))
        {
            if (answer.IsEnded)
            {
                break;
            }
        }

        var completed = answer.Complete();
        this.Used += completed.Usage;
        return new ProbeAnswer(status, stream) { Completed = completed };
    }

    private static async Task<string> ReadTextAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[LargestRefusal];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
