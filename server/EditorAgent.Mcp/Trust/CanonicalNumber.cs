using System.Globalization;
using System.Numerics;

namespace EditorAgent.Mcp.Trust;

/// <summary>The exact value of a JSON number in one spelling, laid out as ECMAScript would.</summary>
internal static class CanonicalNumber
{
    /// <param name="number">A number as JSON writes it.</param>
    public static string Of(string number)
    {
        var sign = number.StartsWith('-') ? "-" : "";
        var exponentAt = number.IndexOfAny(['e', 'E']);
        var mantissa = number[sign.Length..(exponentAt < 0 ? number.Length : exponentAt)];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = pointAt < 0 ? mantissa.Length : pointAt;
        var written = mantissa.Replace(".", "", StringComparison.Ordinal);
        var fromFirst = written.TrimStart('0');
        var digits = fromFirst.TrimEnd('0');
        if (digits.Length == 0)
        {
            return "0";
        }

        // The value is 0.digits times ten to the power of point. The exponent may be larger than any machine's number.
        var exponent = exponentAt < 0 ? BigInteger.Zero : BigInteger.Parse(number[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = whole - (written.Length - fromFirst.Length) + exponent;
        return sign + Laid(digits, point);
    }

    private static string Laid(string digits, BigInteger point)
    {
        if (point > 21 || point <= -6)
        {
            var tail = digits.Length > 1 ? $".{digits[1..]}" : "";
            var power = point - 1;
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{tail}e{(power.Sign > 0 ? "+" : "")}{power}");
        }

        var at = (int)point;
        return at switch
        {
            <= 0 => $"0.{new string('0', -at)}{digits}",
            _ when at >= digits.Length => digits + new string('0', at - digits.Length),
            _ => $"{digits[..at]}.{digits[at..]}",
        };
    }
}
