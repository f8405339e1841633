using System.Net;
using EditorAgent.Core.Network;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>Reads an address that somebody wants to have fetched. Only the public web is served, over https; this machine where the user allows it.</summary>
internal static class WebAddress
{
    private const int Longest = 2_048;

    /// <param name="text">An address; without a scheme it means https.</param>
    /// <param name="allowsLoopback">The user allows this machine's own servers, also over http.</param>
    /// <returns>The address as it is fetched, without its fragment; or what is wrong with it and what to write.</returns>
    public static (Uri? Address, string? Problem) Parse(string text, bool allowsLoopback)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > Longest)
        {
            return (null, $"The address has {trimmed.Length} characters, {Longest} is the most.");
        }

        var hasScheme = trimmed.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? trimmed : "https://" + trimmed, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return (null, "This is no address. Write it whole, for example https://docs.python.org/3/library/json.html.");
        }

        return address.Scheme is "http" or "https" ? Parse(address, allowsLoopback) : (null, $"Only https addresses are fetched, not {address.Scheme}. Files of the workspace are read with read.");
    }

    /// <summary>Whether two addresses are served by the same host and port.</summary>
    public static bool IsSameHost(Uri one, Uri other) => one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;

    /// <summary>Whether the name itself says that this machine is meant.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && NetworkReaches.Of(address) == NetworkReach.Loopback);

    private static (Uri? Address, string? Problem) Parse(Uri address, bool allowsLoopback)
    {
        if (address.UserInfo.Length > 0)
        {
            return (null, "The address holds a user name or password; nothing is sent as anybody. Leave it out.");
        }

        if (IsLoopbackName(address.IdnHost))
        {
            return allowsLoopback
                ? (WithoutFragment(address), null)
                : (null, "This address is on the user's own machine, which is not fetched from. The user can allow it with [web] allow_loopback = true in config.toml.");
        }

        if (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && NetworkReaches.Of(literal) != NetworkReach.Public)
        {
            return (null, "This address is in a private network or nobody's; only the public web is fetched.");
        }

        return (WithoutFragment(address.Scheme == "https" ? address : Encrypted(address)), null);
    }

    private static Uri Encrypted(Uri address) => new UriBuilder(address) { Scheme = "https", Port = address.IsDefaultPort ? -1 : address.Port }.Uri;

    private static Uri WithoutFragment(Uri address) => address.Fragment.Length == 0 ? address : new Uri(address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped));
}
