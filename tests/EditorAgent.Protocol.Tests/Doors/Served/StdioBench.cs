using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EditorAgent.Host.McpServer;
using EditorAgent.Host.McpServer.Protocol;
using EditorAgent.Mcp.ConformanceServer;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

/// <summary>The stdio door between two pipes, with the suite's fixtures behind it.</summary>
internal sealed class StdioBench : IAsyncDisposable
{
    private readonly Pipe input = new();
    private readonly Pipe output = new();
    private readonly ServedProtocol protocol;
    private readonly StdioTransport transport;
    private readonly StreamReader answers;

    public StdioBench(TimeSpan grace)
    {
        this.protocol = new ServedProtocol(SuiteOffer.Create(), TimeProvider.System, NullLogger.Instance);
        this.transport = new StdioTransport(BoundedInput.Over(this.input.Reader.AsStream()), this.output.Writer.AsStream(), grace);
        this.answers = new StreamReader(this.output.Reader.AsStream());
        this.Serving = this.transport.ServeAsync(this.protocol, Token);
    }

    /// <summary>Ends with the door.</summary>
    public Task Serving { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task WriteAsync(string text) => await this.input.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Token);

    public ValueTask EndAsync() => this.input.Writer.CompleteAsync();

    public async Task<JsonElement> ReadAsync() => JsonElement.Parse((await this.answers.ReadLineAsync(Token))!);

    public async ValueTask DisposeAsync()
    {
        await this.EndAsync();
        await this.transport.DisposeAsync();
        await this.protocol.DisposeAsync();
        this.answers.Dispose();
    }
}
