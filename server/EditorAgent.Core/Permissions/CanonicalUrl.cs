namespace EditorAgent.Core.Permissions;

/// <summary>An address read once, the way the request will be sent.</summary>
/// <param name="Scheme">Lower case.</param>
/// <param name="Host">Lower case, in its ASCII form, without a final dot; empty when there is none.</param>
/// <param name="Port">-1 when there is none.</param>
/// <param name="IsDefaultPort">Whether the port is the scheme's own.</param>
/// <param name="Path">As it is sent, escapes kept.</param>
/// <param name="IsOdd">
/// Whether another program could read another host or path in it: user names, backslashes, blanks, foreign letters, escaped separators,
/// numbers for a host. No allowance covers such an address.
/// </param>
internal sealed record CanonicalUrl(string Scheme, string Host, int Port, bool IsDefaultPort, string Path, bool IsOdd)
{
    private static readonly CanonicalUrl Unreadable = new("", "", -1, false, "", true);

    public static CanonicalUrl Of(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return Unreadable;
        }

        try
        {
            var host = address.IdnHost;
            return new CanonicalUrl(
                address.Scheme, host.TrimEnd('.').ToLowerInvariant(), address.Port, address.IsDefaultPort, address.AbsolutePath, LooksOdd(address, host));
        }
        catch (Exception failure) when (failure is UriFormatException or ArgumentException or InvalidOperationException)
        {
            return Unreadable;
        }
    }

    private static bool LooksOdd(Uri address, string host)
    {
        var written = address.OriginalString;
        return address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
            || written.Any(character => character is '\\' or <= ' ' or > '~')
            || host.Length == 0
            || host.EndsWith('.')
            || host.Contains("xn--", StringComparison.OrdinalIgnoreCase)
            || !written.Contains(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            || HasEscapedSeparator(written);
    }

    private static bool HasEscapedSeparator(string written)
    {
        foreach (var escape in (ReadOnlySpan<string>)["%2f", "%5c", "%2e", "%00", "%25"])
        {
            if (written.Contains(escape, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
