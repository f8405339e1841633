using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EditorAgent.Host.LoopbackHttp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Protocol.Tests.LoopbackHttp;

/// <summary>A real listener with the guard, and clients before it.</summary>
internal sealed class LoopbackBench : IAsyncDisposable
{
    private readonly LoopbackListener listener;

    private LoopbackBench(LoopbackListener listener, BearerToken token)
    {
        this.listener = listener;
        this.Token = token.Reveal();
        this.Client = new HttpClient { BaseAddress = listener.Addresses[0] };
    }

    public string Token { get; }

    public HttpClient Client { get; }

    public Uri Address => this.listener.Addresses[0];

    public int Port => this.Address.Port;

    public static async Task<LoopbackBench> StartAsync(RequestDelegate? handle = null, LoopbackBounds? bounds = null, IPAddress? address = null)
    {
        var token = BearerToken.NewRandom();
        var guard = new LoopbackGuard(token);
        handle ??= static context => context.Response.WriteAsync("served");
        ImmutableArray<IPEndPoint> endpoints = [new IPEndPoint(address ?? IPAddress.Loopback, 0)];
        var listener = await LoopbackListener.StartAsync(
            endpoints, context => guard.HandleAsync(context, handle), bounds ?? new LoopbackBounds(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return new LoopbackBench(listener, token);
    }

    /// <summary>A request with the right token; the test changes it.</summary>
    public HttpRequestMessage Request(HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {this.Token}");
        return request;
    }

    /// <summary>Writes bytes as they are, and reads until the server closes.</summary>
    public async Task<string> RawAsync(string text, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, this.Port, cancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        this.Client.Dispose();
        await this.listener.DisposeAsync();
    }
}
