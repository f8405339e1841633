using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>What a client has to know to be served. Never in a message or a log.</summary>
internal sealed class BearerToken
{
    /// <summary>Shorter ones can be guessed.</summary>
    public const int MinLength = 32;

    private readonly string value;
    private readonly byte[] hash;

    /// <exception cref="ArgumentException">It is too short, or holds what a header cannot carry.</exception>
    public BearerToken(string value)
    {
        if (value.Length < MinLength || value.Any(character => character is <= ' ' or > '~'))
        {
            throw new ArgumentException($"A token needs at least {MinLength} visible ASCII characters.", nameof(value));
        }

        this.value = value;
        this.hash = HashOf(value);
    }

    /// <summary>256 random bits.</summary>
    public static BearerToken NewRandom() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>In a time that says nothing about how much of it was right.</summary>
    /// <param name="authorization">The value of the request's <c>Authorization</c> header.</param>
    public bool IsIn(string? authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var given)
        && string.Equals(given.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(HashOf(given.Parameter ?? ""), this.hash);

    /// <summary>To be shown to its owner, once.</summary>
    public string Reveal() => this.value;

    public override string ToString() => "***";

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
