using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// One text for everything that is the same JSON value, after RFC 8785: members ordered by UTF-16 code units, no blanks, the shortest escapes.
/// Numbers keep their exact value (the RFC rounds them to a double): equal numbers give equal text, however they were written.
/// </summary>
public static class CanonicalJson
{
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>SHA-256 of the canonical text, hexadecimal.</summary>
    public static string HashOf(JsonElement value) => HashOf(Of(value));

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\f' => text.Append(@"\f"),
                '\r' => text.Append(@"\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                var separator = '[';
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(separator);
                    Append(text, item);
                    separator = ',';
                }

                text.Append(separator == '[' ? "[]" : "]");
                break;
            case JsonValueKind.String:
                AppendText(text, TextOf(value));
                break;
            case JsonValueKind.Number:
                text.Append(CanonicalNumber.Of(value.GetRawText()));
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var members = new List<Member>();
        foreach (var member in value.EnumerateObject())
        {
            members.Add(new Member(NameOf(member), member.Value));
        }

        members.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        text.Append('{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            AppendText(text, members[i].Name);
            text.Append(':');
            Append(text, members[i].Value);
        }

        text.Append('}');
    }

    /// <summary>Half a surrogate pair is no text for the runtime; its escape then stands for itself.</summary>
    internal static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
        }
    }

    internal static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }

    /// <summary>A class, since lists of structures are compiled at a session's start.</summary>
    private sealed record Member(string Name, JsonElement Value);
}
