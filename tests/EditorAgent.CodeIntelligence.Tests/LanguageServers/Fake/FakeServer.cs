using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Fake;

/// <summary>A server in this process that does what a test tells it to, right or wrong. It reads and writes frames of its own making.</summary>
internal sealed class FakeServer : ILanguageServerProcess
{
    private readonly Pipe toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe fromServer = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> answers = new();
    private readonly Func<FakeServer, JsonElement, Task<bool>> script;
    private readonly SemaphoreSlim came = new(0);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;
    private readonly string capabilities;

    /// <param name="capabilities">JSON of the answer to initialize.</param>
    /// <param name="script">Gets every message but initialize; false leaves it to the usual answers.</param>
    public FakeServer(string capabilities, Func<FakeServer, JsonElement, Task<bool>> script)
    {
        this.capabilities = capabilities;
        this.script = script;
        this.Input = this.toServer.Writer.AsStream();
        this.Output = this.fromServer.Reader.AsStream();
        this.reading = Task.Run(this.ReadAsync);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public ImmutableArray<string> ErrorTail { get; set; } = [];

    public Task Ended => this.ended.Task;

    /// <summary>Methods that came, in order.</summary>
    public ConcurrentQueue<JsonElement> Received { get; } = new();

    public IEnumerable<string> Methods => this.Received.Where(message => message.TryGetProperty("method", out _)).Select(message => message.GetProperty("method").GetString()!);

    public bool WasDisposed { get; private set; }

    public Task AnswerAsync(JsonElement request, string result) =>
        this.SendAsync($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id").GetRawText()}},"result":{{result}}}""");

    public Task NotifyAsync(string method, string parameters) => this.SendAsync($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""");

    /// <summary>Asks the client; returns its whole response.</summary>
    public async Task<JsonElement> AskAsync(string id, string method, string parameters)
    {
        var answer = this.answers.GetOrAdd(id, _ => new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously));
        await this.SendAsync($$"""{"jsonrpc":"2.0","id":"{{id}}","method":"{{method}}"{{(parameters == "null" ? "" : ",\"params\":" + parameters)}}}""");
        return await answer.Task;
    }

    public Task SendAsync(string json) => this.WriteAsync(Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    public async Task WriteAsync(byte[] bytes)
    {
        await this.writing.WaitAsync();
        try
        {
            await this.fromServer.Writer.WriteAsync(bytes);
        }
        catch (InvalidOperationException)
        {
            // The client has closed its end.
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <summary>Waits until a message of a method has come.</summary>
    public async Task ReceivedAsync(string method, CancellationToken cancellationToken)
    {
        while (!this.Methods.Contains(method))
        {
            await this.came.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the client has answered a request of ours, and the notifications behind it are on their way.</summary>
    public async Task SettledAsync(string id, CancellationToken cancellationToken)
    {
        while (!this.Received.Any(message => !message.TryGetProperty("method", out _) && message.GetProperty("id").ValueEquals(id)))
        {
            await this.came.WaitAsync(cancellationToken);
        }

        await this.AskAsync(id + "-then", "workspace/workspaceFolders", "null");
    }

    /// <summary>Waits until the client has ended us.</summary>
    public Task ClosedByClientAsync(CancellationToken cancellationToken) => this.closed.Task.WaitAsync(cancellationToken);

    /// <summary>Ends as a crash does: both streams close at once.</summary>
    public void Crash()
    {
        this.fromServer.Writer.Complete();
        this.toServer.Reader.CancelPendingRead();
        this.ended.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        this.WasDisposed = true;
        this.Crash();
        this.toServer.Writer.Complete();
        this.fromServer.Reader.Complete();
        await this.reading;
        this.closed.TrySetResult();
    }

    private async Task ReadAsync()
    {
        var frames = new LspFrameReader(this.toServer.Reader, int.MaxValue);
        try
        {
            while (!this.ended.Task.IsCompleted && await frames.ReadAsync(CancellationToken.None) is { } body)
            {
                var message = JsonDocument.Parse(body).RootElement;
                this.Received.Enqueue(message);
                this.came.Release();
                if (message.TryGetProperty("method", out _))
                {
                    // Not awaited by the reader: a server goes on reading while it works.
                    _ = Task.Run(() => this.HandleAsync(message));
                }
                else if (message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && this.answers.TryRemove(id.GetString()!, out var answer))
                {
                    answer.SetResult(message);
                }
            }
        }
        catch (Exception over) when (over is LspFaultException or InvalidOperationException or OperationCanceledException)
        {
            // Crashed.
        }
    }

    private async Task HandleAsync(JsonElement message)
    {
        var method = message.GetProperty("method").GetString();
        if (method == "initialize")
        {
            await this.AnswerAsync(message, $$$"""{"capabilities":{{{this.capabilities}}},"serverInfo":{"name":"fake","version":"1.0"}}""");
            return;
        }

        if (await this.script(this, message) || !message.TryGetProperty("id", out _))
        {
            if (method == "exit")
            {
                this.Crash();
            }

            return;
        }

        await this.AnswerAsync(message, method == "textDocument/documentSymbol" ? Symbols() : "null");
    }

    /// <summary>One function, whose name is the first word.</summary>
    private static string Symbols() =>
        """[{"name":"thing","kind":12,"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}},"selectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}}}]""";
}
