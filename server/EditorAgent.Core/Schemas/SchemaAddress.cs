namespace EditorAgent.Core.Schemas;

/// <summary>Addresses of schemas: names only, nothing is ever fetched from them.</summary>
internal static class SchemaAddress
{
    private static readonly Lazy<Uri> Nameless = new(() => new Uri("json-schema://document/"));

    /// <returns>The address without its fragment, and the fragment, decoded; null without one.</returns>
    public static (string Address, string? Fragment) Resolve(string from, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? null : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var bare = hash < 0 ? reference : reference[..hash];
        return (bare.Length == 0 ? from : Absolute(from, bare), fragment);
    }

    private static string Absolute(string from, string reference)
    {
        if (!reference.StartsWith('/') && Uri.TryCreate(reference, UriKind.Absolute, out var absolute))
        {
            return absolute.AbsoluteUri;
        }

        var known = from.Length > 0 && Uri.TryCreate(from, UriKind.Absolute, out var given) ? given : Nameless.Value;
        return Uri.TryCreate(known, reference, out var combined) ? combined.AbsoluteUri : reference;
    }
}
