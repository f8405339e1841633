using System.Net;
using System.Net.Sockets;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>
/// Where the gateway connects to for a client. The client only names an address; were any of them reached, whoever can send a request could have this
/// machine look around in its own network. What decides is the address that is connected to, not the name: it is resolved once, and what was judged is what
/// is dialled. Loopback is reached only under a name that says so.
/// </summary>
/// <param name="allowsPrivate">The user allowed addresses of private networks.</param>
internal sealed class AddressGuard(bool allowsPrivate)
{
    private const string NeedsHttps = "server_url must be an https address outside this machine.";

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"),
    ];

    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("100::/64"),
    ];

    /// <returns>Why the address cannot be used, or null: all that can be said without asking for the name.</returns>
    public string? Complaint(Uri url)
    {
        if (IPAddress.TryParse(url.IdnHost, out var address))
        {
            return this.Complaint(address, url.IdnHost, url.Scheme == "https");
        }

        return url.Scheme == "https" || IsLoopbackName(url.IdnHost) || allowsPrivate ? null : NeedsHttps;
    }

    /// <summary>Refuses before anything is connected to.</summary>
    /// <exception cref="ApiProblem">A server is where none may be.</exception>
    public void Check(ToolEntries tools)
    {
        foreach (var server in tools.Servers)
        {
            if (this.Complaint(server.Url) is { } complaint)
            {
                throw ApiProblem.Invalid("tools", $"The server '{server.Label}' cannot be used: {complaint}", "invalid_server_url");
            }
        }
    }

    /// <returns>Why an address that a name has cannot be used, or null.</returns>
    /// <param name="given">What would be dialled.</param>
    /// <param name="host">What the client named.</param>
    /// <param name="isEncrypted">Whether <c>https</c> is spoken.</param>
    public string? Complaint(IPAddress given, string host, bool isEncrypted) =>
        this.Complaint(given, IsLoopbackName(host))
        ?? (isEncrypted || IPAddress.IsLoopback(Plain(given)) || Private.Any(network => network.Contains(Plain(given))) ? null : NeedsHttps);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>An IPv4 address may come in several IPv6 disguises.</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var isNat64 = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !IPAddress.IPv6Loopback.Equals(address) && !IPAddress.IPv6Any.Equals(address);
        return isNat64 || isCompatible ? new IPAddress(bytes.AsSpan(12, 4)) : bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }

    private string? Complaint(IPAddress given, bool isLoopbackName)
    {
        var address = Plain(given);
        if (IPAddress.IsLoopback(address))
        {
            return isLoopbackName ? null : "server_url leads to this machine under a name that does not say so.";
        }

        if (Never.Any(network => network.Contains(address)))
        {
            return "server_url leads to an address that is nobody's.";
        }

        return !allowsPrivate && Private.Any(network => network.Contains(address))
            ? "server_url leads into a private network. Start the gateway with --allow-private if that is meant."
            : null;
    }
}
