using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using EditorAgent.Host.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>
/// Kestrel by itself on loopback addresses, HTTP/1.1 only. Without the host builder around it, no <c>appsettings.json</c> of the current folder and
/// no environment variable can change where or how it listens.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly KestrelServer server;
    private readonly LoopbackBounds bounds;
    private readonly TimeProvider time;

    private LoopbackListener(KestrelServer server, LoopbackBounds bounds, TimeProvider time)
    {
        this.server = server;
        this.bounds = bounds;
        this.time = time;
        this.Addresses = [.. server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    /// <summary>Where it really listens, for example <c>http://127.0.0.1:41233/</c>.</summary>
    public ImmutableArray<Uri> Addresses { get; }

    /// <param name="endpoints">Loopback addresses.</param>
    /// <param name="handle">Gets every request; <see cref="LoopbackGuard"/> belongs in front of it.</param>
    /// <param name="bounds">What a client can cost.</param>
    /// <param name="time">Measures the grace of the stop.</param>
    /// <param name="logger">Gets faults.</param>
    /// <param name="cancellationToken">Cancels the start only.</param>
    /// <exception cref="UserFacingException">The address is taken.</exception>
    public static async Task<LoopbackListener> StartAsync(
        ImmutableArray<IPEndPoint> endpoints, RequestDelegate handle, LoopbackBounds bounds, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = NoServices.Instance };
        options.Limits.MaxRequestBodySize = bounds.RequestBytes;
        options.Limits.MaxRequestHeadersTotalSize = bounds.HeaderBytes;
        options.Limits.MaxRequestHeaderCount = bounds.Headers;
        options.Limits.MaxConcurrentConnections = bounds.Connections;
        options.Limits.MaxConcurrentUpgradedConnections = 0;
        options.Limits.RequestHeadersTimeout = bounds.HeaderTime;
        foreach (var endpoint in endpoints)
        {
            if (!IPAddress.IsLoopback(endpoint.Address))
            {
                throw new ArgumentException("Only loopback addresses are listened on.", nameof(endpoints));
            }

            options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        }

        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new LoopbackApplication(handle, logger), cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException or SocketException)
        {
            server.Dispose();
            throw new UserFacingException(ExitCode.Usage, $"{endpoints[0]} is in use by another program. Name another port with --listen, or 0 for a free one.");
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return new LoopbackListener(server, bounds, time);
    }

    /// <summary>Takes no new requests, lets those under way end within the grace, then cuts them off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(this.bounds.StopGrace, this.time);
        await this.server.StopAsync(grace.Token);
        this.server.Dispose();
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
