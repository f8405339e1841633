using System.IO.Pipelines;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>
/// Requests and notifications over a server's two streams. A request ends at its deadline or with its caller, whatever the server does;
/// a server that then ignores <c>$/cancelRequest</c> too is given up: <see cref="Ended"/> tells it.
/// </summary>
internal sealed class LspConnection : IDisposable
{
    private const int ReadBuffer = 64 * 1024;

    private readonly LspLimits limits;
    private readonly TimeProvider time;
    private readonly LspMessageHandler handler;
    private readonly JsonRpc rpc;
    private readonly LspCancellation cancellation;
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="fromServer">What the server writes.</param>
    /// <param name="toServer">What the server reads.</param>
    /// <param name="requests">An object whose methods carry <see cref="JsonRpcMethodAttribute"/>: what the server may ask.</param>
    /// <param name="notify">Takes notifications, one after another, quickly.</param>
    /// <param name="limits">What the server may take of us.</param>
    /// <param name="time">Measures deadlines.</param>
    public LspConnection(Stream fromServer, Stream toServer, object requests, Action<string, JsonElement> notify, LspLimits limits, TimeProvider time)
    {
        this.limits = limits;
        this.time = time;
        this.handler = new LspMessageHandler(
            PipeWriter.Create(toServer, new StreamPipeWriterOptions(leaveOpen: true)),
            PipeReader.Create(fromServer, new StreamPipeReaderOptions(bufferSize: ReadBuffer, leaveOpen: true)),
            new SystemTextJsonFormatter { JsonSerializerOptions = LspJson.Wire },
            limits,
            time,
            (method, parameters) => this.Receive(method, parameters, notify));
        this.rpc = new JsonRpc(this.handler) { CancelLocallyInvokedMethodsWhenConnectionIsClosed = true };
        this.cancellation = new LspCancellation(this.rpc);
        this.rpc.CancellationStrategy = this.cancellation;
        this.rpc.AddLocalRpcTarget(requests, new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
    }

    /// <summary>Why the connection is over: a clause that goes behind the server's name.</summary>
    public Task<string> Ended => this.ended.Task;

    public void Start()
    {
        this.rpc.StartListening();
        _ = this.rpc.Completion.ContinueWith(
            _ => this.EndAsync("ended"),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <exception cref="LanguageServerException">There is no answer.</exception>
    public Task<JsonElement> RequestAsync(string method, object? parameters, CancellationToken cancellationToken) =>
        this.RequestAsync(method, parameters, this.limits.RequestDeadline, cancellationToken);

    /// <exception cref="LanguageServerException">There is no answer.</exception>
    public async Task<JsonElement> RequestAsync(string method, object? parameters, TimeSpan deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (this.ended.Task.IsCompleted)
        {
            throw new LanguageServerException(LanguageServerFailure.Ended, await this.ended.Task);
        }

        var asked = this.time.GetTimestamp();
        using var limit = new CancellationTokenSource(deadline, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var call = this.rpc.InvokeWithParameterObjectAsync<JsonElement>(method, parameters, either.Token);
        try
        {
            return await call.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            _ = this.GiveUpAsync(call, method, deadline - this.time.GetElapsedTime(asked));
            cancellationToken.ThrowIfCancellationRequested();
            throw this.ended.Task.IsCompleted
                ? new LanguageServerException(LanguageServerFailure.Ended, await this.ended.Task)
                : new LanguageServerException(LanguageServerFailure.Deadline, $"did not answer {method} within {deadline.TotalSeconds:0.#} s");
        }
        catch (RemoteInvocationException refused)
        {
            throw new LanguageServerException(LanguageServerFailure.Refused, $"refused {method}: {Line(refused.Message)}") { Code = refused.ErrorCode };
        }
        catch (RemoteMethodNotFoundException)
        {
            throw new LanguageServerException(LanguageServerFailure.Refused, $"does not know {method}") { Code = -32601 };
        }
        catch (Exception lost) when (lost is ConnectionLostException or ObjectDisposedException or IOException or LspFaultException or InvalidOperationException)
        {
            throw new LanguageServerException(LanguageServerFailure.Ended, await this.EndAsync("ended"));
        }
        catch (Exception misfit) when (misfit is JsonException or RemoteRpcException or RpcArgumentDeserializationException)
        {
            throw new LanguageServerException(LanguageServerFailure.Malformed, $"answered {method} with something that the protocol does not have");
        }
    }

    /// <summary>Returns when the server has taken it, so that what is told and asked next comes after it.</summary>
    /// <exception cref="LanguageServerException">The server is gone or takes nothing any more.</exception>
    public async Task NotifyAsync(string method, object? parameters, CancellationToken cancellationToken)
    {
        var sent = this.rpc.NotifyWithParameterObjectAsync(method, parameters);
        try
        {
            await sent.WaitAsync(this.limits.RequestDeadline, this.time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new LanguageServerException(LanguageServerFailure.Ended, await this.EndAsync("reads nothing any more"));
        }
        catch (Exception lost) when (lost is ConnectionLostException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            throw new LanguageServerException(LanguageServerFailure.Ended, await this.EndAsync("ended"));
        }
    }

    /// <summary>Ends the connection from our side.</summary>
    /// <param name="reason">A clause behind the server's name.</param>
    public Task<string> EndAsync(string reason)
    {
        this.ended.TrySetResult(this.handler.Fault ?? reason);
        this.rpc.Dispose();
        return this.ended.Task;
    }

    public void Dispose()
    {
        this.ended.TrySetResult("was shut down");
        this.rpc.Dispose();
    }

    private void Receive(string method, JsonElement parameters, Action<string, JsonElement> notify)
    {
        if (method != "$/cancelRequest")
        {
            notify(method, parameters);
            return;
        }

        if (parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("id", out var id))
        {
            this.cancellation.CancelIncoming(id.ValueKind == JsonValueKind.Number ? new RequestId(id.GetInt64()) : new RequestId(id.GetString()));
        }
    }

    /// <summary>Nobody waits for the call any more. Owns its failures; the server has until its deadline and a grace.</summary>
    private async Task GiveUpAsync(Task call, string method, TimeSpan left)
    {
        var patience = (left > TimeSpan.Zero ? left : TimeSpan.Zero) + this.limits.CancellationGrace;
        using var over = new CancellationTokenSource();
        var late = Task.Delay(patience, this.time, over.Token);
        if (await Task.WhenAny(call, this.ended.Task, late) == late)
        {
            _ = this.EndAsync($"hangs: it neither answered {method} nor gave it up");
        }

        await over.CancelAsync();
        _ = call.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private static string Line(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= 300 ? line : line[..300] + "...";
    }
}
