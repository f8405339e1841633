using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.LanguageServer;
using EditorAgent.Protocol.Tests.Doors;
using Xunit;

namespace EditorAgent.Protocol.Tests.LanguageServer;

/// <summary>The LSP door over pipes in memory, and an editor before it that knows frames and nothing else.</summary>
internal sealed class LspBench : IAsyncDisposable
{
    public const string Modern = """{"workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true},"codeLens":{"refreshSupport":true}},"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}""";

    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();
    private readonly CancellationTokenSource stop = new();
    private int lastId;

    /// <param name="stdin">The door reads as from a process's stdin: no token ends a read.</param>
    public LspBench(bool stdin = false)
    {
        var input = this.toServer.Reader.AsStream();
        var parts = new LanguageServerParts { Buffers = this.Buffers, Outcomes = this.Outcomes, Version = "1", Time = TimeProvider.System, Logger = this.Log };
        this.Running = LanguageServerDoor.RunAsync(stdin ? new StdinStream(input) : input, this.fromServer.Writer.AsStream(), parts, this.stop.Token);
    }

    public OpenBuffers Buffers { get; } = new();

    public TestOutcomes Outcomes { get; } = new();

    public RecordingLogger Log { get; } = new();

    /// <summary>Ends when the door has ended.</summary>
    public Task<string?> Running { get; }

    /// <summary>Every frame from the door so far.</summary>
    public List<JsonElement> Seen { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LspBench> StartAsync(string capabilities = Modern, bool stdin = false, string editor = "null")
    {
        var bench = new LspBench(stdin);
        await bench.RequestAsync("initialize", $$$"""{"processId":{{{editor}}},"rootUri":null,"capabilities":{{{capabilities}}}}""");
        await bench.NotifyAsync("initialized", "{}");
        return bench;
    }

    public async Task<JsonElement> RequestAsync(string method, string parameters)
    {
        var id = ++this.lastId;
        await this.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        return await this.ReadUntilAsync(frame => frame.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id && !frame.TryGetProperty("method", out _));
    }

    public Task NotifyAsync(string method, string parameters) => this.SendAsync($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""");

    public Task OpenAsync(string uri, string text, int version = 1) => this.NotifyAsync(
        "textDocument/didOpen", $$$"""{"textDocument":{"uri":"{{{uri}}}","languageId":"csharp","version":{{{version}}},"text":{{{JsonSerializer.Serialize(text)}}}}}""");

    /// <summary>Returns when all that was sent before has been taken.</summary>
    public Task SettleAsync() => this.RequestAsync("textDocument/codeLens", """{"textDocument":{"uri":"untitled:nothing"}}""");

    public Task SendAsync(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return this.SendBodyAsync(body);
    }

    /// <summary>One frame, whatever its body is.</summary>
    public Task SendBodyAsync(byte[] body) => this.SendRawAsync((byte[])[.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body]);

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) => await this.toServer.Writer.WriteAsync(bytes, Token);

    /// <summary>As an editor's process is told to end.</summary>
    public Task StopAsync() => this.stop.CancelAsync();

    public ValueTask CloseInputAsync() => this.toServer.Writer.CompleteAsync();

    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> isWanted)
    {
        while (true)
        {
            var frame = await this.ReadAsync().WaitAsync(JsonLineClient.Patience, Token);
            this.Seen.Add(frame);
            if (isWanted(frame))
            {
                return frame;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.Running.WaitAsync(JsonLineClient.Patience);
        this.stop.Dispose();
    }

    private async Task<JsonElement> ReadAsync()
    {
        while (true)
        {
            var read = await this.fromServer.Reader.ReadAsync(Token);
            if (TryTake(read.Buffer, out var frame, out var rest))
            {
                this.fromServer.Reader.AdvanceTo(rest);
                return frame;
            }

            Assert.False(read.IsCompleted, "the door closed its end");
            this.fromServer.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool TryTake(ReadOnlySequence<byte> buffer, out JsonElement frame, out SequencePosition rest)
    {
        frame = default;
        rest = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> header, "\r\n\r\n"u8))
        {
            return false;
        }

        var length = Encoding.ASCII.GetString(header).Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))["Content-Length: ".Length..];
        var size = int.Parse(length);
        if (reader.Remaining < size)
        {
            return false;
        }

        frame = JsonElement.Parse(buffer.Slice(reader.Position, size).ToArray());
        rest = buffer.GetPosition(size, reader.Position);
        return true;
    }
}
