using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EditorAgent.Mcp.Authorization;

/// <summary>JSON Web Tokens that we sign (RFC 7515): only what this program needs.</summary>
internal static class SignedToken
{
    /// <summary>With the algorithm that belongs to the key: ES256, ES384 or RS256.</summary>
    /// <exception cref="CryptographicException">The text is no private key of these kinds.</exception>
    public static string WithKey(string pem, Action<Utf8JsonWriter> claims)
    {
        try
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return curve.KeySize == 384
                ? Sign("ES384", "JWT", null, claims, bytes => curve.SignData(bytes, HashAlgorithmName.SHA384))
                : Sign("ES256", "JWT", null, claims, bytes => curve.SignData(bytes, HashAlgorithmName.SHA256));
        }
        catch (Exception noCurve) when (noCurve is CryptographicException or ArgumentException)
        {
            using var rsa = RSA.Create();
            try
            {
                rsa.ImportFromPem(pem);
            }
            catch (ArgumentException none)
            {
                throw new CryptographicException("There is no private key in it.", none);
            }

            return Sign("RS256", "JWT", null, claims, bytes => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    public static string Sign(string algorithm, string type, Action<Utf8JsonWriter>? more, Action<Utf8JsonWriter> claims, Func<byte[], byte[]> sign)
    {
        var head = Encoded(json =>
        {
            json.WriteString("alg"u8, algorithm);
            json.WriteString("typ"u8, type);
            more?.Invoke(json);
        });
        var content = $"{head}.{Encoded(claims)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Encoded(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(bytes.WrittenSpan);
    }
}
