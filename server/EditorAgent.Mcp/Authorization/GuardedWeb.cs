using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using EditorAgent.Core.Network;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// Asks for metadata and tokens at addresses that a stranger named. No redirect is followed, no cookie kept; a name is looked up once and the
/// connection goes to what was found, which may not be more private than the server itself; answers are small, whole JSON objects.
/// </summary>
internal sealed class GuardedWeb : IDisposable
{
    private const int LargestBody = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private readonly AddressRules rules;
    private readonly HttpClient client;

    public GuardedWeb(AddressRules rules)
    {
        this.rules = rules;
        this.client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 64,
            ConnectCallback = this.ConnectAsync,
        })
        {
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = LargestBody,
        };
    }

    public void Dispose() => this.client.Dispose();

    public Task<WebAnswer> GetAsync(Uri address, CancellationToken cancellationToken) =>
        this.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    /// <exception cref="ServerException">Nobody answers there, or not in time.</exception>
    public async Task<WebAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        this.rules.Check(request.RequestUri!, "an address of its metadata");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await this.client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var nonce = response.Headers.TryGetValues("DPoP-Nonce", out var values) && values.Count() == 1 && values.First() is { Length: <= 512 } one ? one : null;
            return new WebAnswer((int)response.StatusCode, Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)), nonce);
        }
        catch (HttpRequestException failure) when (failure.InnerException is ServerException refused)
        {
            throw refused;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"{request.RequestUri!.Authority} did not answer as it should while a login was checked or renewed. Try again later.", failure);
        }
    }

    /// <summary>What is said to a request without credentials; its answer's content is not read. Null where none are wanted.</summary>
    public async Task<Challenge?> KnockAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        this.rules.Check(request.RequestUri!, "the server's own address");
        try
        {
            using var response = await this.client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode == HttpStatusCode.Unauthorized ? Challenge.Of(response.Headers) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"{request.RequestUri!.Authority} cannot be reached, so there is nothing to log in to. Try again later.", failure);
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.InitialRequestMessage.RequestUri!;
        var addresses = await AddressesAsync(context.DnsEndPoint.Host, cancellationToken);

        // Another host than the one that is asked for is the user's own proxy: theirs to choose.
        if (Bare(context.DnsEndPoint.Host).Equals(Bare(target.IdnHost), StringComparison.OrdinalIgnoreCase))
        {
            await this.RefuseForeignAsync(target, addresses, cancellationToken);
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

    /// <summary>The two spell an address of version 6 with and without brackets.</summary>
    private static string Bare(string host) => host.Trim('[', ']');

    private async Task RefuseForeignAsync(Uri target, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            var isAllowed = NetworkReaches.Of(address) switch
            {
                NetworkReach.Public => true,
                NetworkReach.Loopback => this.rules.IsServerLocal,
                NetworkReach.Private => await this.IsServerPrivateAsync(cancellationToken),
                _ => false,
            };
            if (!isAllowed)
            {
                throw new ServerException(
                    ServerFailureKind.Unreadable,
                    $"The login was stopped: {target.Host}, which the server's metadata names, leads to a private address ({address}). Nothing was sent there.");
            }
        }
    }

    /// <summary>A server within a company's network may have its issuer there.</summary>
    private async Task<bool> IsServerPrivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await AddressesAsync(this.rules.ServerHost, cancellationToken)).All(address => NetworkReaches.Of(address) == NetworkReach.Private);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(Bare(host), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
}
