using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>Where a loopback door listens. Nothing but this machine can be named.</summary>
internal static class LoopbackAddress
{
    public const string Example = "127.0.0.1:0";

    /// <param name="typed"><c>PORT</c>, <c>127.0.0.1:PORT</c>, <c>[::1]:PORT</c>, or <c>localhost:PORT</c> for both; port 0 takes a free one; null is <c>127.0.0.1:0</c>.</param>
    /// <exception cref="UserFacingException">It is something else.</exception>
    public static ImmutableArray<IPEndPoint> Parse(string? typed)
    {
        var text = typed ?? Example;
        var split = text.LastIndexOf(':');
        var host = split < 0 ? "127.0.0.1" : text[..split];
        if (!ushort.TryParse(text.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new UserFacingException(ExitCode.Usage, $"\"{text}\" is not an address to listen on. Write for example --listen 127.0.0.1:3210 (port 0 takes a free one).");
        }

        return host switch
        {
            "127.0.0.1" => [new IPEndPoint(IPAddress.Loopback, port)],
            "[::1]" => [new IPEndPoint(IPAddress.IPv6Loopback, port)],
            "localhost" when port != 0 => [new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port)],
            "localhost" => throw new UserFacingException(ExitCode.Usage, "With port 0 name one address: --listen 127.0.0.1:0 or --listen [::1]:0."),
            _ => throw new UserFacingException(ExitCode.Usage, $"This door listens on this machine only: 127.0.0.1, [::1] or localhost, not {host}."),
        };
    }
}
