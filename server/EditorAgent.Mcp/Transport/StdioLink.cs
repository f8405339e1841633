using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>A program spoken to through its pipes. It is asked to end by the end of its input; what is alive three seconds later is killed, all it started included.</summary>
internal sealed class StdioLink(string server, ProcessSpecification specification, TimeProvider time) : IServerLink
{
    private const int Usual = 512;

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly MessageGate gate = new(server, time);
    private HostedProcess? process;
    private IServerInbox? inbox;
    private Task reading = Task.CompletedTask;
    private int isDisposed;

    public string? SessionId => null;

    public bool AnswersOnTheWay => false;

    public bool IsPlain => true;

    public bool TurnedAway => false;

    public ImmutableArray<string> ErrorTail => this.process?.ErrorTail ?? [];

    /// <summary>Lines that were no message.</summary>
    public long Noise { get; private set; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(specification.Program))
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The server {server} cannot be started: there is no {specification.Program}.");
        }

        if (!Directory.Exists(specification.WorkingDirectory))
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The server {server} cannot be started: there is no folder {specification.WorkingDirectory} to start it in.");
        }

        try
        {
            this.process = await HostedProcess.StartAsync(specification, cancellationToken);
        }
        catch (Exception failure) when (failure is Win32Exception or SandboxException or IOException)
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The server {server} cannot be started: {failure.Message}", failure);
        }
    }

    /// <summary>A message is written whole or the link is over: giving up waiting never leaves half a line behind.</summary>
    public async Task SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        var bytes = LineOf(message);
        await this.writing.WaitAsync(cancellationToken);
        if (message is JsonRpcRequest request && this.inbox?.MayLeave(request.Id) is false)
        {
            this.writing.Release();
            return;
        }

        var written = this.WriteAsync(bytes);
        await (written.IsCompleted ? written : written.WaitAsync(cancellationToken));
    }

    public async Task<ServerException> ReadAsync(IServerInbox inbox)
    {
        this.inbox = inbox;
        var watch = PipeWatch.TryOpen(this.process!.Output);
        await using var ringing = this.closing.Token.Register(() => watch?.Ring());
        this.reading = watch is null ? this.ReadThroughPoolAsync(inbox) : this.ReadOnThread(inbox, watch);
        try
        {
            await this.reading;
            return await this.EndAsync("closed its output");
        }
        catch (ServerException failure)
        {
            return failure;
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException)
        {
            return new ServerException(ServerFailureKind.Ended, $"The connection to the server {server} was closed.", failure);
        }
        finally
        {
            await this.closing.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref this.isDisposed, 1) != 0 || this.process is not { } running)
        {
            return;
        }

        await this.closing.CancelAsync();
        var drained = this.DrainAsync(running.Output);
        try
        {
            await running.Input.DisposeAsync().AsTask().WaitAsync(Grace);
            await running.Ended.WaitAsync(Grace);
        }
        catch (Exception failure) when (failure is TimeoutException or IOException)
        {
            // It does not want to.
        }

        await running.DisposeAsync();
        await drained;
    }

    private Task ReadOnThread(IServerInbox inbox, PipeWatch watch)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                this.ReadHere(inbox, watch);
                end.SetResult();
            }
            catch (Exception failure)
            {
                end.SetException(failure);
            }
            finally
            {
                watch.Dispose();
            }
        }) { IsBackground = true, Name = $"mcp {server}" };
        thread.UnsafeStart();
        return end.Task;
    }

    /// <summary>Whoever waits for an answer goes on right here, on the thread that has read it: to wake another one would take longer than most answers.</summary>
    private void ReadHere(IServerInbox inbox, PipeWatch watch)
    {
        var lines = new BoundedLines(server, this.process!.Output);
        var wasAnswer = false;
        while (true)
        {
            if (lines.Take() is { } line)
            {
                var message = MessageParser.Parse(line);
                wasAnswer = message is { } known && inbox.Accept(known with { IsAlone = !lines.HasLine && !watch.IsReady });
                this.Noise += message is null ? 1 : 0;
                if (!wasAnswer)
                {
                    this.gate.Enter(this.closing.Token);
                }
            }
            else if (!watch.Wait(isEager: wasAnswer && inbox.IsAwaiting))
            {
                throw new OperationCanceledException(this.closing.Token);
            }
            else if (!lines.Fill())
            {
                return;
            }
        }
    }

    private async Task ReadThroughPoolAsync(IServerInbox inbox)
    {
        var lines = new BoundedLines(server, this.process!.Output);
        var next = lines.ReadAsync(this.closing.Token).AsTask();
        try
        {
            while (await next is { } line)
            {
                var message = MessageParser.Parse(line);
                next = lines.ReadAsync(this.closing.Token).AsTask();
                this.Noise += message is null ? 1 : 0;
                if (message is null || !inbox.Accept(message.Value with { IsAlone = !next.IsCompleted }))
                {
                    await this.gate.EnterAsync(this.closing.Token);
                }
            }
        }
        finally
        {
            await this.closing.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ReadOnlyMemory<byte> LineOf(JsonRpcMessage message)
    {
        var line = new ArrayBufferWriter<byte>(Usual);
        using (var json = new Utf8JsonWriter(line))
        {
            if (message is JsonRpcRequest { Id.Id: string id } request)
            {
                json.WriteStartObject();
                json.WriteString("jsonrpc"u8, "2.0"u8);
                json.WriteString("id"u8, id);
                json.WriteString("method"u8, request.Method);
                if (request.Params is { } parameters)
                {
                    json.WritePropertyName("params"u8);
                    parameters.WriteTo(json);
                }

                json.WriteEndObject();
            }
            else
            {
                JsonSerializer.Serialize(json, message, MessageType);
            }
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await this.process!.Input.WriteAsync(bytes, this.closing.Token);
            await this.process.Input.FlushAsync(this.closing.Token);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            throw await this.UnheardAsync(failure);
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <summary>A program that has died is told of by its end, whichever of its pipes shows it first.</summary>
    private async Task<ServerException> UnheardAsync(Exception failure)
    {
        const string Deaf = "does not listen any more";
        var message = failure is IOException && !this.closing.IsCancellationRequested ? (await this.EndAsync(Deaf)).Message : $"The server {server} {Deaf}.";
        return new ServerException(ServerFailureKind.Ended, message, failure) { WasSent = true };
    }

    /// <param name="whileAlive">What it did if it turns out to live on.</param>
    private async Task<ServerException> EndAsync(string whileAlive)
    {
        try
        {
            var end = await this.process!.Ended.WaitAsync(Grace, time);
            return new ServerException(ServerFailureKind.Ended, end.ExitCode is { } code ? $"The server {server} ended with exit code {code}." : $"The server {server} was ended.");
        }
        catch (TimeoutException)
        {
            return new ServerException(ServerFailureKind.Ended, $"The server {server} {whileAlive}.");
        }
    }

    /// <summary>What it still has to say must not keep it from ending.</summary>
    private async Task DrainAsync(Stream output)
    {
        await this.reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var bytes = new byte[16 * 1024];
        try
        {
            while (await output.ReadAsync(bytes, CancellationToken.None) > 0)
            {
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone.
        }
    }
}
