using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using EditorAgent.Core.Models;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>
/// One JSON-RPC message a line, UTF-8, LF. What a peer gets wrong costs it that one message, never the connection: a line that is not
/// JSON is answered -32700, one that is not a JSON-RPC message -32600, a response to nothing is logged and dropped. Only a line longer
/// than the limit closes the connection, after one clear error, because its end cannot be found cheaply.
/// </summary>
internal sealed partial class AcpMessageHandler : NewLineDelimitedMessageHandler
{
    /// <summary>Longest line accepted, in bytes: room for a prompt with an image of 10 MiB in base64.</summary>
    public const int DefaultLineLimit = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>How long the end of input waits for answers under way: a script may close its end right behind its last request.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<RequestId, bool> awaitingResponse = new();
    private readonly ConcurrentDictionary<RequestId, string?> unanswered = new();
    private readonly TaskCompletionSource allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasEnded;
    private readonly ArrayBufferWriter<byte> outgoing = new(4096);
    private readonly AcpMessageWriter messages;
    private readonly int lineLimit;
    private readonly ILogger logger;

    public AcpMessageHandler(
        PipeWriter writer, PipeReader reader, SystemTextJsonFormatter formatter, JsonSerializerOptions json, ILogger logger, int lineLimit)
        : base(writer, reader, formatter)
    {
        this.messages = new AcpMessageWriter(json);
        this.lineLimit = lineLimit;
        this.logger = logger;
    }

    /// <summary>The method of a request that is not answered yet; null where it is not known.</summary>
    public string? MethodOf(RequestId id) => this.unanswered.GetValueOrDefault(id);

    /// <summary>Serialises aside first, so that a message that cannot be serialised leaves nothing on the wire.</summary>
    protected override void Write(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        this.outgoing.ResetWrittenCount();
        this.messages.Write(this.outgoing, content);
        if (content is JsonRpcRequest { IsResponseExpected: true } request)
        {
            this.awaitingResponse[request.RequestId] = true;
        }

        this.Writer!.Write(this.outgoing.WrittenSpan);
        if (content is IJsonRpcMessageWithId and not JsonRpcRequest)
        {
            this.unanswered.TryRemove(((IJsonRpcMessageWithId)content).RequestId, out _);
        }
    }

    protected override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await base.FlushAsync(cancellationToken);
        if (this.hasEnded && this.unanswered.IsEmpty)
        {
            this.allAnswered.TrySetResult();
        }
    }

    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        long scanned = 0;
        while (true)
        {
            var read = await this.Reader!.ReadAsync(cancellationToken);
            var end = read.Buffer.Slice(scanned).PositionOf((byte)'\n');
            if (end is null)
            {
                scanned = read.Buffer.Length;
                if (read.IsCompleted)
                {
                    await this.EndAsync(scanned, cancellationToken);
                    return null;
                }

                await this.RefuseTooLongAsync(scanned, cancellationToken);
                this.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            scanned = 0;
            var line = read.Buffer.Slice(0, end.Value);
            await this.RefuseTooLongAsync(line.Length, cancellationToken);
            var (message, complaint) = this.Parse(line);
            this.Reader.AdvanceTo(read.Buffer.GetPosition(1, end.Value));
            if (complaint is not null)
            {
                this.LogRefused(complaint.Error!.Message);
                await this.WriteAsync(complaint, cancellationToken);
            }

            if (message is not null)
            {
                return message;
            }
        }
    }

    private async Task EndAsync(long cutOff, CancellationToken cancellationToken)
    {
        if (cutOff > 0)
        {
            this.LogCutLine(cutOff);
        }

        this.hasEnded = true;
        if (!this.unanswered.IsEmpty)
        {
            await Task.WhenAny(this.allAnswered.Task, Task.Delay(LastAnswers, TimeProvider.System, cancellationToken));
        }
    }

    private (JsonRpcMessage? Message, JsonRpcError? Complaint) Parse(ReadOnlySequence<byte> line)
    {
        if (IsBlank(line))
        {
            return default;
        }

        if (ComplaintAbout(line) is { } complaint)
        {
            return (null, complaint);
        }

        var message = this.Formatter.Deserialize(line);
        message.Version = "2.0";
        if (message is IJsonRpcMessageWithId and not JsonRpcRequest && !this.awaitingResponse.TryRemove(((IJsonRpcMessageWithId)message).RequestId, out _))
        {
            this.LogStrayResponse(((IJsonRpcMessageWithId)message).RequestId);
            return default;
        }

        if (message is JsonRpcRequest { IsResponseExpected: true } request)
        {
            this.unanswered[request.RequestId] = request.Method;
        }

        return (message, null);
    }

    private static JsonRpcError? ComplaintAbout(ReadOnlySequence<byte> line)
    {
        if (!JsonText.IsReadable(line.IsSingleSegment ? line.FirstSpan : line.ToArray()))
        {
            return Complaint(JsonRpcErrorCode.ParseError, "This line is not JSON in UTF-8.", RequestId.Null);
        }

        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return JsonRpcShape.FaultOf(document.RootElement) is { } fault
                ? Complaint(JsonRpcErrorCode.InvalidRequest, fault, JsonRpcShape.IdOf(document.RootElement))
                : null;
        }
        catch (JsonException)
        {
            return ComplaintAboutJson(line);
        }
    }

    /// <summary>Tells doubled members from broken text: the former has an id to answer to.</summary>
    private static JsonRpcError ComplaintAboutJson(ReadOnlySequence<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Complaint(JsonRpcErrorCode.InvalidRequest, "An object in this message has a member twice.", JsonRpcShape.IdOf(document.RootElement));
        }
        catch (JsonException)
        {
            return Complaint(JsonRpcErrorCode.ParseError, "This line is not JSON.", RequestId.Null);
        }
    }

    private async ValueTask RefuseTooLongAsync(long length, CancellationToken cancellationToken)
    {
        if (length <= this.lineLimit)
        {
            return;
        }

        var error = Complaint(
            JsonRpcErrorCode.InvalidRequest,
            $"The message is longer than {this.lineLimit} bytes; the connection is closed. Send large content as a resource link.",
            RequestId.Null);
        await this.WriteAsync(error, cancellationToken);
        throw new InvalidDataException(error.Error!.Message);
    }

    private static JsonRpcError Complaint(JsonRpcErrorCode code, string message, RequestId id) => new()
    {
        Version = "2.0",
        RequestId = id,
        Error = new JsonRpcError.ErrorDetail { Code = code, Message = message },
    };

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: refused a message: {Reason}")]
    private partial void LogRefused(string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: dropped a response to request {Id}, which is not open")]
    private partial void LogStrayResponse(RequestId id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: the input ended inside a line of {Length} bytes")]
    private partial void LogCutLine(long length);
}
