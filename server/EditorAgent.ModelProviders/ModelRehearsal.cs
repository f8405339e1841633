using System.Net;
using System.Net.Sockets;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.ModelProviders;

/// <summary>
/// Plays a short exchange with itself over the loopback while the process is busy with configuration and session, so that the first real
/// request finds its code loaded and compiled: that is a good part of a cold start. No byte leaves the machine, and nothing depends on
/// its success. Dispose it before the process ends.
/// </summary>
public sealed class ModelRehearsal : IAsyncDisposable
{
    private static readonly ModelTimeouts Limits = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

    private readonly Task running;

    private ModelRehearsal(Task running) => this.running = running;

    public static ModelRehearsal Start(TimeProvider timeProvider) => new(Task.Run(() => PlayAsync(timeProvider)));

    public ValueTask DisposeAsync() => new(this.running);

    /// <returns>The answer, or null when something went wrong.</returns>
    internal static async Task<ModelEvent.Completed?> PlayAsync(TimeProvider timeProvider)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var http = new ModelHttp(timeProvider, Limits, (_, cancellationToken) => ConnectAsync(listener, cancellationToken));
        var provider = new ProviderSettings { Name = "rehearsal", Type = ProviderType.OpenAi, BaseUrl = "http://rehearsal.invalid/v1", ApiKey = "none" };
        var settings = new ModelSettings { Alias = "rehearsal", Provider = "rehearsal", Model = "rehearsal" };
        var model = new ChatCompletionsModel(http, timeProvider, provider, settings, NullLogger.Instance);
        var request = new ModelRequest("", [], [new Message.User([new ContentPart.Text("Ready?")])], 1, "");
        using var end = new CancellationTokenSource(Limits.Idle, timeProvider);
        try
        {
            listener.Start();
            var answering = AnswerAsync(listener, end.Token);
            ModelEvent? last = null;
            await foreach (var happened in model.StreamAsync(request, end.Token))
            {
                last = happened;
            }

            await answering;
            return last as ModelEvent.Completed;
        }
        catch (Exception wrong) when (wrong is ModelException or SocketException or OperationCanceledException)
        {
            // It has cost time, nothing else.
            return null;
        }
    }

    private static async Task AnswerAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var connection = await listener.AcceptSocketAsync(cancellationToken);
        await connection.ReceiveAsync(new byte[4096], cancellationToken);
        await connection.SendAsync(Answer.ToArray(), cancellationToken);
    }

    /// <summary>Connects to the rehearsal's own end whatever the address says, also where a proxy is configured.</summary>
    private static async ValueTask<Stream> ConnectAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var place = (IPEndPoint)listener.LocalEndpoint;
            await socket.ConnectAsync(new DnsEndPoint(place.Address.ToString(), place.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ReadOnlySpan<byte> Answer => """
        HTTP/1.1 200 OK
        Content-Type: text/event-stream
        Connection: close
        
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Ready."}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """u8;
}
