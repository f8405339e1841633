using System.Buffers;
using System.Net;
using EditorAgent.Core.Network;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// Which addresses of a server's metadata may be asked or opened: https; http only on this machine, and only for a server that is on this
/// machine too. A stranger's metadata cannot send us to places that the server itself could not reach.
/// </summary>
internal sealed class AddressRules(Uri server)
{
    private const int Longest = 2048;

    /// <summary>What an address needs; no blank, quote or shell character, whoever opens it afterwards.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!&*+,;=%");

    public bool IsServerLocal { get; } = IsLoopback(server);

    public string ServerHost => server.IdnHost;

    /// <exception cref="ServerException">It may not; the message names <paramref name="what"/>.</exception>
    public Uri Check(string? text, string what)
    {
        if (text is not { Length: > 0 and <= Longest } || text.AsSpan().ContainsAnyExcept(Plain) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw Refused(what, "no plain http address");
        }

        return this.Check(address, what);
    }

    public Uri Check(Uri address, string what)
    {
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0 || address.Host.Length == 0)
        {
            throw Refused(what, "no plain http address");
        }

        var isLocal = IsLoopback(address);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && isLocal))
        {
            throw Refused(what, "neither https nor http on this machine");
        }

        if (isLocal && !this.IsServerLocal)
        {
            throw Refused(what, "on this machine, though the server is not");
        }

        if (IPAddress.TryParse(address.IdnHost, out var literal) && NetworkReaches.Of(literal) == NetworkReach.Nowhere)
        {
            throw Refused(what, "an address at which nobody logs in");
        }

        return address;
    }

    public static bool IsLoopback(Uri address) =>
        address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.IdnHost, out var literal) && NetworkReaches.Of(literal) == NetworkReach.Loopback);

    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static ServerException Refused(string what, string why) =>
        new(ServerFailureKind.Unreadable, $"The login was stopped: {what} is {why}. Nothing was opened or sent there.");
}
