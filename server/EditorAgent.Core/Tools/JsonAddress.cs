using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Tools;

/// <summary>
/// An address in JSON text. Read without a parser, since files with comments, or broken ones, are shown by editors all the same; escapes
/// are taken away first, so that <c>https:\/\/</c> and <c>\u0068ttps://</c> are found too.
/// </summary>
/// <param name="Text">The address, in lower case up to its path.</param>
/// <param name="IsSchema">Whether it stands behind <c>$schema</c>.</param>
internal readonly record struct JsonAddress(string Text, bool IsSchema)
{
    /// <summary>Schemes that lead to another machine even without slashes behind the colon.</summary>
    private static readonly string[] LooseSchemes = ["http", "https", "ws", "wss", "ftp"];

    public static HashSet<JsonAddress> AllIn(string json)
    {
        var found = new HashSet<JsonAddress>();
        if (json.AsSpan().IndexOfAny(':', '\\') < 0 && !json.Contains("\"//", StringComparison.Ordinal))
        {
            return found;
        }

        var text = Unescaped(json);
        for (var at = 0; at < text.Length; at++)
        {
            if (StartOf(text, at) is var start && start >= 0)
            {
                var length = text.AsSpan(start).IndexOfAny("\"'\r\n\t <>`,");
                var address = length < 0 ? text[start..] : text.Substring(start, length);
                found.Add(new JsonAddress(Canonical(address), IsBehindSchema(text, start)));
                at = Math.Max(at, start + address.Length - 1);
            }
        }

        return found;
    }

    /// <summary>Where the address begins that is recognised at <paramref name="at"/>, or -1.</summary>
    private static int StartOf(string text, int at)
    {
        if (text[at] is '/' or '\\' && at > 0 && text[at - 1] is '"' or '\'' && at + 2 < text.Length && text[at + 1] is '/' or '\\' && !char.IsWhiteSpace(text[at + 2]))
        {
            // Without a scheme: //host/path, and \\host\share, which makes Windows send the user's credentials.
            return at;
        }

        if (text[at] != ':')
        {
            return -1;
        }

        var start = at;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.'))
        {
            start--;
        }

        if (start == at || !char.IsAsciiLetter(text[start]))
        {
            return -1;
        }

        var hasSlashes = at + 2 < text.Length && text[at + 1] is '/' or '\\' && text[at + 2] is '/' or '\\';
        var isLoose = at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && LooseSchemes.Contains(text[start..at], StringComparer.OrdinalIgnoreCase);
        return hasSlashes || isLoose ? start : -1;
    }

    private static bool IsBehindSchema(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(" \t\r\n\"'");
        return before.EndsWith(":") && before[..^1].TrimEnd(" \t\r\n\"'").EndsWith("$schema", StringComparison.OrdinalIgnoreCase);
    }

    private static string Canonical(string address)
    {
        var host = address.IndexOf("//", StringComparison.Ordinal);
        var path = address.IndexOf('/', host < 0 ? 0 : host + 2);
        return path < 0 ? address.ToLowerInvariant() : address[..path].ToLowerInvariant() + address[path..];
    }

    private static string Unescaped(string json)
    {
        if (!json.Contains('\\'))
        {
            return json;
        }

        var text = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] != '\\' || at + 1 == json.Length)
            {
                text.Append(json[at]);
                continue;
            }

            at++;
            if (json[at] == 'u' && at + 4 < json.Length && int.TryParse(json.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                at += 4;
                continue;
            }

            // What these stand for is blank to whoever reads an address; everything else stands for itself.
            text.Append(json[at] is 'n' or 'r' or 't' or 'b' or 'f' ? ' ' : json[at]);
        }

        return text.ToString();
    }
}
