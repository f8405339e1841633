using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using EditorAgent.Host.McpServer.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer;

/// <summary>
/// One message a line. A line that is no message, and a request whose parameters are none, are answered here. After the end of the input, requests
/// that were read have a while to be answered; then the connection is over.
/// </summary>
internal sealed class StdioTransport : ITransport
{
    private readonly StreamReader input;
    private readonly Stream output;
    private readonly TimeSpan grace;
    private readonly Channel<JsonRpcMessage> messages = Channel.CreateUnbounded<JsonRpcMessage>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentDictionary<RequestId, bool> unanswered = new();
    private readonly TaskCompletionSource allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;
    private volatile bool hasEnded;

    /// <param name="input">What the client writes.</param>
    /// <param name="output">What it reads.</param>
    /// <param name="grace">How long requests that were read may take after the end of the input.</param>
    public StdioTransport(Stream input, Stream output, TimeSpan grace)
    {
        this.input = new StreamReader(input, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        this.output = output;
        this.grace = grace;
        this.reading = Task.Run(this.ReadAsync);
    }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => this.messages.Reader;

    /// <summary>Serves until the input is over; what runs longer than that is cancelled.</summary>
    public async Task ServeAsync(ServedProtocol protocol, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = protocol.ServeAsync(this, over.Token);
        await Task.WhenAny(serving, this.reading);
        await over.CancelAsync();
        try
        {
            await serving;
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (this.stop.IsCancellationRequested)
        {
            return;
        }

        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))), (byte)'\n'];
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            await this.output.WriteAsync(line, cancellationToken);
            await this.output.FlushAsync(cancellationToken);
        }
        finally
        {
            this.writing.Release();
            if (message is JsonRpcResponse or JsonRpcError)
            {
                this.Settle(((JsonRpcMessageWithId)message).Id);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.reading;
        this.input.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await this.input.ReadLineAsync(this.stop.Token) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    await this.TakeAsync(line);
                }
            }

            this.hasEnded = true;
            if (!this.unanswered.IsEmpty)
            {
                await this.allAnswered.Task.WaitAsync(this.grace, this.stop.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or TimeoutException or IOException)
        {
            // Nobody is there any more, or who is there has waited long enough.
        }
        finally
        {
            this.messages.Writer.TryComplete();
        }
    }

    private async Task TakeAsync(string line)
    {
        var (message, refusal) = MessageText.Parse(Encoding.UTF8.GetBytes(line));
        if (refusal is null && message is JsonRpcRequest asked && RequestParameters.Problem(asked) is { } problem)
        {
            refusal = new JsonRpcError { Id = asked.Id, Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.InvalidParams, Message = problem } };
        }

        if (refusal is not null)
        {
            await this.SendMessageAsync(refusal, this.stop.Token);
            return;
        }

        // A subscription is not answered as long as it lives.
        if (message is JsonRpcRequest { Method: not RequestMethods.SubscriptionsListen } request)
        {
            this.unanswered[request.Id] = true;
        }

        this.messages.Writer.TryWrite(message!);
        if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: JsonObject cancelled })
        {
            this.Settle(IdOf(cancelled["requestId"]));
        }
    }

    private void Settle(RequestId id)
    {
        this.unanswered.TryRemove(id, out _);
        if (this.hasEnded && this.unanswered.IsEmpty)
        {
            this.allAnswered.TrySetResult();
        }
    }

    private static RequestId IdOf(JsonNode? id) =>
        id is not JsonValue value ? default : value.TryGetValue(out string? text) ? new RequestId(text) : value.TryGetValue(out long number) ? new RequestId(number) : default;
}
