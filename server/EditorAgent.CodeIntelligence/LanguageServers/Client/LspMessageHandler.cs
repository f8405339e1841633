using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>
/// Messages with headers, within bounds. Notifications never reach the library's queue: they are handed on here, one after another, before
/// the next message is read, so that a server that floods us waits for itself. Responses to nothing are dropped.
/// </summary>
internal sealed class LspMessageHandler : HeaderDelimitedMessageHandler
{
    private const int LargestKeptBuffer = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = LspJson.Depth };

    private readonly ConcurrentDictionary<RequestId, bool> awaitingResponse = new();
    private readonly ConcurrentDictionary<RequestId, bool> unanswered = new();
    private readonly LspFrameReader frames;
    private readonly LspLimits limits;
    private readonly FloodGate gate;
    private readonly Action<string, JsonElement> notify;
    private ArrayBufferWriter<byte> outgoing = new(4096);

    /// <param name="notify">Takes each notification; what it throws as <see cref="JsonException"/> concerns that one only.</param>
    public LspMessageHandler(
        PipeWriter writer, PipeReader reader, SystemTextJsonFormatter formatter, LspLimits limits, TimeProvider time, Action<string, JsonElement> notify)
        : base(writer, reader, formatter)
    {
        this.frames = new LspFrameReader(reader, limits.LargestMessage);
        this.limits = limits;
        this.gate = new FloodGate(limits, time);
        this.notify = notify;
    }

    protected override void Write(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        this.outgoing.ResetWrittenCount();
        LspMessageWriter.Write(this.outgoing, content);
        if (content is JsonRpcRequest { IsResponseExpected: true } request)
        {
            this.awaitingResponse[request.RequestId] = true;
        }

        var writer = this.Writer!;
        writer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {this.outgoing.WrittenCount}\r\n\r\n")));
        writer.Write(this.outgoing.WrittenSpan);
        if (this.outgoing.Capacity > LargestKeptBuffer)
        {
            this.outgoing = new ArrayBufferWriter<byte>(4096);
        }

        if (content is IJsonRpcMessageWithId and not JsonRpcRequest)
        {
            this.unanswered.TryRemove(((IJsonRpcMessageWithId)content).RequestId, out _);
        }
    }

    /// <summary>Why reading ended, when the server broke the protocol. Known before the connection's end is.</summary>
    public string? Fault { get; private set; }

    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await this.ReadNextAsync(cancellationToken);
        }
        catch (LspFaultException fault)
        {
            this.Fault = fault.Message;
            throw;
        }
    }

    private async ValueTask<JsonRpcMessage?> ReadNextAsync(CancellationToken cancellationToken)
    {
        while (await this.frames.ReadAsync(cancellationToken) is { } body)
        {
            await this.gate.PassAsync(cancellationToken);
            if (this.Take(body) is { } message)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>What the library is to handle; null when the message is dealt with.</summary>
    private JsonRpcMessage? Take(byte[] body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new LspFaultException("sent a message that is not UTF-8");
        }

        LoneSurrogates.Replace(body);
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (!this.IsForLibrary(document.RootElement))
            {
                return null;
            }

            var message = this.Formatter.Deserialize(new ReadOnlySequence<byte>(body));
            message.Version = "2.0";
            return message;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new LspFaultException("sent a message that is no JSON-RPC");
        }
    }

    private bool IsForLibrary(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new LspFaultException("sent a message that is no JSON-RPC");
        }

        var hasId = message.TryGetProperty("id", out var id);
        if (!message.TryGetProperty("method", out var method))
        {
            return hasId && IsResponse(message) && IdOf(id) is { } answered && this.awaitingResponse.TryRemove(answered, out _);
        }

        if (method.ValueKind != JsonValueKind.String)
        {
            throw new LspFaultException("sent a message that is no JSON-RPC");
        }

        if (!hasId)
        {
            this.Hand(method.GetString()!, message);
            return false;
        }

        if (IdOf(id) is not { } asked || !this.unanswered.TryAdd(asked, true) || this.unanswered.Count > this.limits.MostOpenRequests)
        {
            throw new LspFaultException(IdOf(id) is null ? "sent a request without a usable id" : "floods us with requests");
        }

        return !message.TryGetProperty("params", out var given) || given.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? true
            : throw new LspFaultException("sent a message that is no JSON-RPC");
    }

    private void Hand(string method, JsonElement message)
    {
        try
        {
            this.notify(method, message.TryGetProperty("params", out var parameters) ? parameters : default);
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException)
        {
            // A notification that says nothing intelligible says nothing.
        }
    }

    private static bool IsResponse(JsonElement message)
    {
        if (message.TryGetProperty("result", out _))
        {
            return !message.TryGetProperty("error", out _) ? true : throw new LspFaultException("sent a message that is no JSON-RPC");
        }

        return message.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out _)
            && error.TryGetProperty("message", out var text)
            && text.ValueKind == JsonValueKind.String
                ? true
                : throw new LspFaultException("sent a message that is no JSON-RPC");
    }

    private static RequestId? IdOf(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String => new RequestId(id.GetString()),
        JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };
}
