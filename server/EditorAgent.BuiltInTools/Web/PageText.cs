using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>Bytes of a page as text that can be read: in its own character set, HTML as Markdown, nothing in it that is not seen.</summary>
internal static class PageText
{
    private const int MetaWithin = 4_096;

    /// <param name="mediaType">Null where the server does not say.</param>
    public static bool CanRead(string? mediaType) => mediaType is null
        || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
        || mediaType.ToLowerInvariant() is "application/json" or "application/xml" or "application/javascript" or "application/x-javascript" or "application/yaml" or "application/toml" or "application/x-ndjson";

    /// <exception cref="WebFetchException">It is no text after all.</exception>
    /// <exception cref="OperationCanceledException">Reading it took too long.</exception>
    public static string Of(ReadOnlySpan<byte> bytes, string? mediaType, string? charset, Uri address, CancellationToken cancellationToken)
    {
        var isHtml = mediaType?.ToLowerInvariant() is "text/html" or "application/xhtml+xml" || (mediaType is null && LooksLikeHtml(bytes));
        var text = Decode(bytes, charset ?? (isHtml ? DeclaredCharset(bytes) : null));
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new WebFetchException("This address holds no text that can be read.");
        }

        return InvisibleCharacters.Without(isHtml ? HtmlMarkdown.Of(text, address, cancellationToken) : text.ReplaceLineEndings("\n").Trim());
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (charset is not null && EncodingOf(charset.Trim('"', '\'', ' ')) is { } named)
        {
            return named.GetString(bytes);
        }

        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : EncodingOf("windows-1252")!.GetString(bytes);
    }

    private static Encoding? EncodingOf(string name)
    {
        // Seven-bit encodings of old mail can hide markup from whoever looks at the bytes.
        if (name.StartsWith("utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What a page says of itself near its beginning: <c>&lt;meta charset=...&gt;</c>.</summary>
    private static string? DeclaredCharset(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MetaWithin)]);
        for (var at = start.IndexOf("<meta", StringComparison.OrdinalIgnoreCase); at >= 0; at = start.IndexOf("<meta", at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = start.IndexOf('>', at);
            var tag = end < 0 ? start[at..] : start[at..end];
            var named = tag.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
            if (named >= 0)
            {
                var value = tag[(named + 8)..].TrimStart('"', '\'', ' ');
                var length = value.AsSpan().IndexOfAny("\"' ;/>");
                return length < 0 ? value : value[..length];
            }
        }

        return null;
    }
}
