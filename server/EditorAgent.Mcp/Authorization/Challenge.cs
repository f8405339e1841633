using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace EditorAgent.Mcp.Authorization;

/// <summary>What a server says with 401 or 403 (RFC 6750, 9449, 9728).</summary>
internal sealed record Challenge
{
    private const int LongestParameter = 8 * 1024;
    private const int MostScopes = 100;

    public static Challenge None { get; } = new();

    /// <summary>Where the server's metadata is, by its own word.</summary>
    public string? MetadataAddress { get; init; }

    public ImmutableArray<string> Scopes { get; init; } = [];

    public string? Error { get; init; }

    /// <summary>Whether tokens are to be bound to a key.</summary>
    public bool WantsProof { get; init; }

    public static Challenge Of(HttpResponseHeaders headers)
    {
        var result = None;
        foreach (var header in headers.WwwAuthenticate)
        {
            var isProof = header.Scheme.Equals("DPoP", StringComparison.OrdinalIgnoreCase);
            if ((!isProof && !header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) || header.Parameter is { Length: > LongestParameter })
            {
                continue;
            }

            var parameters = Parameters(header.Parameter ?? "");
            result = new Challenge
            {
                MetadataAddress = result.MetadataAddress ?? parameters.GetValueOrDefault("resource_metadata"),
                Scopes = result.Scopes.IsEmpty ? ScopesOf(parameters.GetValueOrDefault("scope")) : result.Scopes,
                Error = result.Error ?? parameters.GetValueOrDefault("error"),
                WantsProof = result.WantsProof || isProof,
            };
        }

        return result;
    }

    /// <summary>Scope tokens as RFC 6749 allows them; others are no scopes.</summary>
    public static ImmutableArray<string> ScopesOf(string? text) =>
    [
        .. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(scope => scope.Length <= 200 && scope.All(character => character is '!' or (>= '#' and <= '[') or (>= ']' and <= '~')))
            .Distinct(StringComparer.Ordinal)
            .Take(MostScopes),
    ];

    private static Dictionary<string, string> Parameters(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            var value = new System.Text.StringBuilder();
            if (at < text.Length && text[at] == '"')
            {
                for (at++; at < text.Length && text[at] != '"'; at++)
                {
                    at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
                    value.Append(text[at]);
                }

                at++;
            }
            else
            {
                for (; at < text.Length && text[at] != ','; at++)
                {
                    value.Append(text[at]);
                }
            }

            found.TryAdd(name, value.ToString().Trim());
        }

        return found;
    }
}
