using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelContextProtocol;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>
/// Signs the state that a client carries between two rounds of one request (HMAC-SHA256, a key for each process). It comes back unchanged, for the
/// same method and name, and within an hour, or the request is refused.
/// </summary>
internal sealed class RequestStateSeal(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <param name="method">For example <c>tools/call</c>.</param>
    /// <param name="name">The tool, prompt or resource.</param>
    /// <param name="state">What is to come back.</param>
    public string Seal(string method, string? name, string state)
    {
        var until = time.GetUtcNow().Add(Lifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{until}.{state}"));
        return $"{payload}.{Base64Url.EncodeToString(this.Mac(method, name, payload))}";
    }

    /// <exception cref="McpProtocolException">It is not what was sealed.</exception>
    public string Open(string method, string? name, string sealedState)
    {
        if (sealedState.Split('.') is not [var payload, var mac] || !this.IsRight(method, name, payload, mac))
        {
            throw new McpProtocolException("requestState is not what this server gave for this request. Start again without it.", McpErrorCode.InvalidParams);
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload));
        var split = text.IndexOf('.', StringComparison.Ordinal);
        return long.Parse(text.AsSpan(0, split), CultureInfo.InvariantCulture) >= time.GetUtcNow().ToUnixTimeMilliseconds()
            ? text[(split + 1)..]
            : throw new McpProtocolException("requestState is too old. Start again without it.", McpErrorCode.InvalidParams);
    }

    private bool IsRight(string method, string? name, string payload, string mac) =>
        Base64Url.IsValid(payload) && Base64Url.IsValid(mac) && CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(mac), this.Mac(method, name, payload));

    private byte[] Mac(string method, string? name, string payload) => HMACSHA256.HashData(this.key, Encoding.UTF8.GetBytes($"{method}\n{name}\n{payload}"));
}
