using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.ModelProviders.Http;

/// <summary>Where the requests of one model go and what they carry.</summary>
/// <param name="Provider">The user's name for it, used in messages.</param>
/// <param name="Address">The full address of the operation.</param>
/// <param name="Headers">Authorization and the user's own headers; values may be secrets.</param>
internal sealed record ModelEndpoint(string Provider, Uri Address, ImmutableArray<RequestHeader> Headers)
{
    /// <exception cref="ConfigurationException">The base URL is not an absolute http or https address.</exception>
    public static Uri Combine(ProviderSettings provider, string path)
    {
        var text = provider.BaseUrl.Trim().TrimEnd('/') + path;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        throw new ConfigurationException(
            $"Provider '{provider.Name}': base_url must be an absolute http or https address such as https://api.moonshot.ai/v1.");
    }

    /// <summary>Headers may carry only visible ASCII; a key pasted with a line break or a typographic quote fails here with a clear word.</summary>
    /// <exception cref="ConfigurationException">A value cannot be sent.</exception>
    public static RequestHeader Header(ProviderSettings provider, string name, string value)
    {
        var trimmed = value.Trim();
        foreach (var letter in trimmed)
        {
            if (letter is < ' ' or > '~')
            {
                throw new ConfigurationException(
                    $"Provider '{provider.Name}': the value for the header {name} holds a character that cannot be sent; copy the key again.");
            }
        }

        return new RequestHeader(name, trimmed);
    }

    /// <summary>The user's own headers, as configured.</summary>
    /// <exception cref="ConfigurationException">A value cannot be sent.</exception>
    public static List<RequestHeader> HeadersOf(ProviderSettings provider)
    {
        var headers = new List<RequestHeader>();
        foreach (var (name, value) in provider.Headers)
        {
            headers.Add(Header(provider, name, value));
        }

        return headers;
    }

    /// <summary>The vendor's text without anything we sent as a header value.</summary>
    public string Redact(string text)
    {
        foreach (var (_, value) in this.Headers)
        {
            var secret = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..] : value;
            if (secret.Length >= 6)
            {
                text = text.Replace(secret, "***", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
