using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// An address: <c>https://host</c> or <c>host</c>, with an optional port and path. Hosts compare whole (a leading <c>*.</c> takes
/// subdomains), paths as a prefix of whole segments. An allowing pattern wants the scheme it names, https if it names none, and covers no
/// odd form; a restricting one holds for every scheme and form.
/// </summary>
internal sealed class UrlPattern
{
    private readonly bool isRestricting;
    private readonly bool takesAnything;
    private readonly string scheme = "https";
    private readonly string host = "";
    private readonly int? port;
    private readonly string path = "/";

    public UrlPattern(string text, bool isRestricting)
    {
        this.isRestricting = isRestricting;
        if (text.AsSpan().Trim('*').IsEmpty)
        {
            this.takesAnything = true;
            return;
        }

        var rest = text;
        if (rest.IndexOf("://", StringComparison.Ordinal) is var mark and > 0)
        {
            this.scheme = rest[..mark].ToLowerInvariant();
            rest = rest[(mark + 3)..];
        }

        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        this.path = slash < 0 ? "/" : rest[slash..].TrimEnd('*');
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && int.TryParse(authority.AsSpan()[(colon + 1)..], out var number))
        {
            this.port = number;
            authority = authority[..colon];
        }

        this.host = InAscii(authority.TrimEnd('.'));
    }

    public bool Matches(CanonicalUrl address)
    {
        if (this.takesAnything)
        {
            return this.isRestricting || !address.IsOdd;
        }

        if (!this.MatchesHost(address.Host))
        {
            return false;
        }

        return this.isRestricting
            ? (this.port is null || this.port == address.Port) && this.HasPath(Unescaped(address.Path), StringComparison.OrdinalIgnoreCase)
            : this.MatchesExactly(address);
    }

    private bool MatchesExactly(CanonicalUrl address)
    {
        var isPort = this.port is { } wanted ? address.Port == wanted : address.IsDefaultPort;

        // An escaped path can mean another one to the server.
        var isPath = this.path == "/" || (!address.Path.Contains('%') && this.HasPath(address.Path, StringComparison.Ordinal));
        return !address.IsOdd && address.Scheme == this.scheme && isPort && isPath;
    }

    private bool MatchesHost(string given) => this.host.StartsWith("*.", StringComparison.Ordinal)
        ? given.EndsWith(this.host[1..], StringComparison.OrdinalIgnoreCase) || (this.isRestricting && given.Equals(this.host[2..], StringComparison.OrdinalIgnoreCase))
        : given.Equals(this.host, StringComparison.OrdinalIgnoreCase) || this.host == "*" || (this.isRestricting && Wildcard.Matches(this.host, given, StringComparison.OrdinalIgnoreCase));

    private bool HasPath(string given, StringComparison comparison)
    {
        var prefix = this.path.TrimEnd('/');
        if (prefix.Contains('*'))
        {
            return this.isRestricting && Wildcard.Matches(prefix + "*", given, comparison);
        }

        return given.StartsWith(prefix, comparison) && (given.Length == prefix.Length || given[prefix.Length] == '/');
    }

    private static string Unescaped(string path) => Uri.UnescapeDataString(path);

    /// <summary>A name in foreign letters is compared in the form that requests carry.</summary>
    private static string InAscii(string host) =>
        host.Any(character => character > '~') && Uri.TryCreate($"https://{host}", UriKind.Absolute, out var address) ? CanonicalUrl.Of(address).Host : host;
}
