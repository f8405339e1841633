using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>A client as bytes see it: writes lines, reads lines, knows no record of ours.</summary>
internal sealed class JsonLineClient : IAsyncDisposable
{
    /// <summary>How long any one answer may take before a test gives up; the only clock in these tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Pipe toServer = new();
    private readonly Pipe fromServer;
    private readonly GaugedStream output;
    private readonly StreamReader reader;

    /// <param name="outputLimit">Bytes that the server can write ahead of this client's reading.</param>
    public JsonLineClient(int outputLimit = 1024 * 1024)
    {
        this.fromServer = new Pipe(new PipeOptions(pauseWriterThreshold: outputLimit, resumeWriterThreshold: outputLimit / 2));
        this.output = new GaugedStream(this.fromServer.Writer);
        this.reader = new StreamReader(this.fromServer.Reader.AsStream(), new UTF8Encoding(false));
    }

    public Stream ServerInput => this.toServer.Reader.AsStream();

    public Stream ServerOutput => this.output;

    /// <summary>Ends when the server is stuck in a write because nobody reads.</summary>
    public Task OutputIsFullAsync() => this.output.Stuck.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task SendAsync(string line)
    {
        await this.toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), TestContext.Current.CancellationToken);
    }

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) =>
        await this.toServer.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Closes the server's input: the client's way to end it.</summary>
    public ValueTask CloseInputAsync() => this.toServer.Writer.CompleteAsync();

    /// <summary>The next line, or null when the server has closed its output.</summary>
    public async Task<string?> ReadLineAsync() =>
        await this.reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task<JsonElement> ReadAsync()
    {
        var line = await this.ReadLineAsync();
        Assert.NotNull(line);
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    /// <summary>Ends the server's output for the reader, as a server does that is gone.</summary>
    public ValueTask EndOutputAsync() => this.fromServer.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await this.toServer.Writer.CompleteAsync();
        await this.fromServer.Writer.CompleteAsync();
        this.reader.Dispose();
    }
}
