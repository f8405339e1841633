using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace EditorAgent.Core.Schemas;

/// <summary>JSON lets half a surrogate pair stand in an escape, and a reader of bytes takes any; reading such a text as a string throws.</summary>
internal static class UnicodeText
{
    public static bool IsWhole(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined)
        {
            return false;
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        return Utf8.IsValid(raw) && (raw.IndexOf((byte)'\\') < 0 || HasPairs(raw));
    }

    /// <summary>The number of code points.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
        {
            length -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return length;
    }

    private static bool HasPairs(ReadOnlySpan<byte> raw)
    {
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                continue;
            }

            at++;
            if (raw[at] != 'u')
            {
                continue;
            }

            var unit = Unit(raw[(at + 1)..]);
            at += 4;
            if (char.IsLowSurrogate(unit))
            {
                return false;
            }

            if (!char.IsHighSurrogate(unit))
            {
                continue;
            }

            if (at + 6 >= raw.Length || raw[at + 1] != '\\' || raw[at + 2] != 'u' || !char.IsLowSurrogate(Unit(raw[(at + 3)..])))
            {
                return false;
            }

            at += 6;
        }

        return true;
    }

    private static char Unit(ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        for (var at = 0; at < 4; at++)
        {
            unit = (unit << 4) | (digits[at] <= '9' ? digits[at] - '0' : (digits[at] | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
