using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Mcp.Authorization;

/// <summary>A key of our own that tokens are bound to (RFC 9449), and the nonces that hosts want in its proofs.</summary>
internal sealed class ProofKey(TimeProvider time) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, string> nonces = new(StringComparer.OrdinalIgnoreCase);

    public static ProofKey From(string exported, TimeProvider time)
    {
        var result = new ProofKey(time);
        result.key.ImportPkcs8PrivateKey(Convert.FromBase64String(exported), out _);
        return result;
    }

    public string Export() => Convert.ToBase64String(this.key.ExportPkcs8PrivateKey());

    /// <returns>Whether it is news.</returns>
    public bool Learn(Uri address, string? nonce)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        if (nonce is null || this.nonces.GetValueOrDefault(origin) == nonce)
        {
            return false;
        }

        this.nonces[origin] = nonce;
        return true;
    }

    /// <summary>Good for one request.</summary>
    public string Proof(HttpMethod method, Uri address, string? accessToken)
    {
        var point = this.key.ExportParameters(includePrivateParameters: false).Q;
        return SignedToken.Sign(
            "ES256",
            "dpop+jwt",
            head =>
            {
                head.WriteStartObject("jwk"u8);
                head.WriteString("kty"u8, "EC"u8);
                head.WriteString("crv"u8, "P-256"u8);
                head.WriteString("x"u8, Base64Url.EncodeToString(point.X));
                head.WriteString("y"u8, Base64Url.EncodeToString(point.Y));
                head.WriteEndObject();
            },
            claims =>
            {
                claims.WriteString("jti"u8, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
                claims.WriteString("htm"u8, method.Method);
                claims.WriteString("htu"u8, address.GetLeftPart(UriPartial.Path));
                claims.WriteNumber("iat"u8, time.GetUtcNow().ToUnixTimeSeconds());
                if (accessToken is not null)
                {
                    claims.WriteString("ath"u8, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))));
                }

                if (this.nonces.GetValueOrDefault(address.GetLeftPart(UriPartial.Authority)) is { } nonce)
                {
                    claims.WriteString("nonce"u8, nonce);
                }
            },
            bytes => this.key.SignData(bytes, HashAlgorithmName.SHA256));
    }

    public void Dispose() => this.key.Dispose();
}
