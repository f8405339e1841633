using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>
/// A JSON number as it is written: digits times a power of ten, never through <see cref="double"/>. Nothing is ever expanded by its
/// exponent, so <c>1e999999999</c> costs no more than it is long.
/// </summary>
internal readonly struct ExactNumber : IEquatable<ExactNumber>
{
    private const int MostCharacters = 4_096;

    private readonly BigInteger digits;
    private readonly long exponent;

    /// <summary>Normalised: no trailing zeros, and zero has no exponent.</summary>
    private ExactNumber(BigInteger digits, long exponent)
    {
        this.digits = digits;
        this.exponent = exponent;
    }

    public bool IsInteger => this.exponent >= 0;

    public int Sign => this.digits.Sign;

    /// <returns>Null for a number that is longer than anything sensible.</returns>
    public static ExactNumber? Of(JsonElement value)
    {
        if (value.TryGetInt64(out var small) && small is > -1_000_000_000_000_000 and < 1_000_000_000_000_000)
        {
            return Normal(small, 0);
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        return raw.Length > MostCharacters ? null : Read(raw);
    }

    public static bool IsWhole(JsonElement value) => value.TryGetInt64(out _) || Of(value) is { IsInteger: true };

    /// <summary>As a count of things, where every count beyond what can exist is the same.</summary>
    public long? AsCount()
    {
        if (this.Sign < 0 || !this.IsInteger)
        {
            return null;
        }

        return this.exponent > 18 || this.CompareTo(Normal(long.MaxValue, 0)) >= 0 ? long.MaxValue : (long)(this.digits * BigInteger.Pow(10, (int)this.exponent));
    }

    public int CompareTo(ExactNumber other)
    {
        if (this.Sign != other.Sign || this.Sign == 0)
        {
            return this.Sign.CompareTo(other.Sign);
        }

        var magnitude = (this.Length + this.exponent).CompareTo(other.Length + other.exponent);
        if (magnitude != 0)
        {
            return magnitude * this.Sign;
        }

        // Of one magnitude: the exponents differ by no more than one of them has digits.
        var shift = this.exponent - other.exponent;
        return shift >= 0
            ? (this.digits * BigInteger.Pow(10, (int)shift)).CompareTo(other.digits)
            : this.digits.CompareTo(other.digits * BigInteger.Pow(10, (int)-shift));
    }

    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (this.Sign == 0)
        {
            return true;
        }

        var shift = this.exponent - divisor.exponent;
        if (shift >= 0)
        {
            var rest = BigInteger.Remainder(BigInteger.Abs(this.digits), divisor.digits) * BigInteger.ModPow(10, shift, divisor.digits);
            return BigInteger.Remainder(rest, divisor.digits).IsZero;
        }

        return -shift <= this.Length && BigInteger.Remainder(this.digits, divisor.digits * BigInteger.Pow(10, (int)-shift)).IsZero;
    }

    public bool Equals(ExactNumber other) => this.exponent == other.exponent && this.digits == other.digits;

    public override bool Equals(object? obj) => obj is ExactNumber other && this.Equals(other);

    public override int GetHashCode() => HashCode.Combine(this.digits, this.exponent);

    private long Length => BigInteger.Abs(this.digits) is var size && size < 1_000_000_000_000_000_000
        ? Digits((ulong)size)
        : size.ToString(CultureInfo.InvariantCulture).Length;

    private static int Digits(ulong size)
    {
        var count = 1;
        while (size >= 10)
        {
            size /= 10;
            count++;
        }

        return count;
    }

    private static ExactNumber? Read(ReadOnlySpan<byte> raw)
    {
        var power = raw.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = power < 0 ? raw : raw[..power];
        var exponent = 0L;
        if (power >= 0 && !TryPower(raw[(power + 1)..], out exponent))
        {
            exponent = raw[power + 1] == '-' ? -(1L << 40) : 1L << 40;
        }

        Span<char> text = stackalloc char[mantissa.Length];
        var length = 0;
        var fraction = 0;
        var isFraction = false;
        foreach (var one in mantissa)
        {
            if (one == '.')
            {
                isFraction = true;
                continue;
            }

            text[length++] = (char)one;
            fraction += isFraction ? 1 : 0;
        }

        return Normal(BigInteger.Parse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - fraction);
    }

    private static bool TryPower(ReadOnlySpan<byte> text, out long power)
    {
        text = text[0] == '+' ? text[1..] : text;
        return System.Buffers.Text.Utf8Parser.TryParse(text, out power, out var used) && used == text.Length && power is > -(1L << 40) and < 1L << 40;
    }

    private static ExactNumber Normal(BigInteger digits, long exponent)
    {
        if (digits.IsZero)
        {
            return default;
        }

        while (true)
        {
            var shorter = BigInteger.DivRem(digits, 10, out var last);
            if (!last.IsZero)
            {
                return new ExactNumber(digits, exponent);
            }

            digits = shorter;
            exponent++;
        }
    }
}
