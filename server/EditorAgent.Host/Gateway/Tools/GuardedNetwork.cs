using System.Net;
using System.Net.Sockets;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>Opens the connections to one server, each only after its address was judged. No proxy stands between: it would do the resolving.</summary>
internal sealed class GuardedNetwork(AddressGuard guard)
{
    /// <summary>Why the last address was refused; null when none was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Puts the guard in front of the network.</summary>
    /// <exception cref="InvalidOperationException">The network is not where it is expected: better no connection than an unguarded one.</exception>
    public HttpMessageHandler Around(HttpMessageHandler handler)
    {
        var last = handler;
        while (last is DelegatingHandler { InnerHandler: { } inner })
        {
            last = inner;
        }

        var network = last as SocketsHttpHandler ?? throw new InvalidOperationException("There is no network to guard.");
        network.UseProxy = false;
        network.AllowAutoRedirect = false;
        network.ConnectCallback = this.ConnectAsync;
        return handler;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var isEncrypted = context.InitialRequestMessage.RequestUri?.Scheme == "https";
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        Exception? last = null;
        foreach (var address in addresses)
        {
            if (guard.Complaint(address, host, isEncrypted) is { } complaint)
            {
                this.Refusal = complaint;
                last = new HttpRequestException(complaint);
                continue;
            }

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last as HttpRequestException ?? new HttpRequestException("The server does not answer.", last);
    }
}
