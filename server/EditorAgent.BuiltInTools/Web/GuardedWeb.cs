using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using EditorAgent.Core.Network;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>
/// Gets one address, as nobody: no cookies, no credentials, no redirect followed. What decides is the address that is dialled, not the name: a
/// name is looked up once, and only what was judged is connected to. The user's own proxy is theirs to choose; then the name is judged as this
/// machine knows it.
/// </summary>
internal sealed class GuardedWeb : IDisposable
{
    private readonly bool allowsLoopback;
    private readonly HttpClient client;

    public GuardedWeb(bool allowsLoopback)
    {
        this.allowsLoopback = allowsLoopback;
        this.client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 64,
            ActivityHeadersPropagator = null,
            ConnectCallback = this.ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public void Dispose() => this.client.Dispose();

    /// <returns>The answer with its headers; whoever reads the content bounds it.</returns>
    /// <exception cref="WebFetchException">Nobody answers there, or nobody may be asked.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        request.Headers.TryAddWithoutValidation("Accept", "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, application/json;q=0.8, application/xml;q=0.7, text/*;q=0.5");
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        try
        {
            return await this.client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.InnerException is WebFetchException refused)
        {
            throw refused;
        }
        catch (HttpRequestException failure)
        {
            throw new WebFetchException(failure.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "There is no host of this name.",
                HttpRequestError.SecureConnectionError => "The host cannot prove that it is the one named (its certificate is not accepted).",
                _ when failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                    $"Nothing listens at {request.RequestUri!.IdnHost}:{request.RequestUri.Port} (connection refused).",
                _ => "The host does not answer as a web server does.",
            }, failure);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var asked = context.InitialRequestMessage.RequestUri!.IdnHost.Trim('[', ']');
        var dialled = context.DnsEndPoint.Host.Trim('[', ']');
        var isProxy = !dialled.Equals(asked, StringComparison.OrdinalIgnoreCase);
        if (isProxy)
        {
            this.Judge(asked, await KnownAddressesAsync(asked, cancellationToken));
        }

        var addresses = await AddressesAsync(dialled, cancellationToken);
        if (!isProxy)
        {
            this.Judge(asked, addresses);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>One address that leads elsewhere than to the public web is enough: whoever answers for the name chose it.</summary>
    private void Judge(string host, IPAddress[] addresses)
    {
        foreach (var address in addresses)
        {
            var isFine = NetworkReaches.Of(address) switch
            {
                NetworkReach.Public => true,
                NetworkReach.Loopback => this.allowsLoopback && WebAddress.IsLoopbackName(host),
                _ => false,
            };
            if (!isFine)
            {
                throw new WebFetchException("Not fetched: this name leads to a private address, on this machine or in its network. Nothing was sent there.");
            }
        }
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <summary>Behind a proxy this machine need not know any name.</summary>
    private static async Task<IPAddress[]> KnownAddressesAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await AddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static class UserAgent
    {
        public static readonly string Value = $"EditorAgent/{typeof(UserAgent).Assembly.GetName().Version?.ToString(3)}";
    }
}
