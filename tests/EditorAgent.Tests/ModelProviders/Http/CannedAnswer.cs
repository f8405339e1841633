using System.Globalization;
using System.Text;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>The bytes of one HTTP answer, as they go over the wire.</summary>
internal sealed record CannedAnswer(byte[] Bytes)
{
    /// <summary>The bytes go out in pieces of these lengths, the last one repeated; empty sends all at once.</summary>
    public IReadOnlyList<int> Pieces { get; init; } = [];

    /// <summary>The connection stays open behind the bytes until the responder is disposed.</summary>
    public bool Hangs { get; init; }

    /// <summary>The connection serves the next request as well.</summary>
    public bool KeepsAlive { get; init; }

    public static CannedAnswer Stream(string body, params string[] headers) => Chunked("text/event-stream", Encoding.UTF8.GetBytes(body), headers);

    /// <summary>A stream that only the closing of the connection ends.</summary>
    public static CannedAnswer OpenEnded(string body) =>
        new(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body));

    public static CannedAnswer Of(int status, string body, string contentType = "application/json", params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"HTTP/1.1 {status} Canned\r\nContent-Type: {contentType}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{Lines(headers)}\r\n";
        return new CannedAnswer([.. Encoding.UTF8.GetBytes(head), .. bytes]);
    }

    public CannedAnswer CutAt(int length) => this with { Bytes = this.Bytes[..length] };

    private static CannedAnswer Chunked(string contentType, byte[] body, string[] headers)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n{Lines(headers)}\r\n"));
        foreach (var chunk in body.Chunk(700))
        {
            bytes.AddRange(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            bytes.AddRange(chunk);
            bytes.AddRange("\r\n"u8);
        }

        bytes.AddRange("0\r\n\r\n"u8);
        return new CannedAnswer([.. bytes]);
    }

    private static string Lines(string[] headers) => string.Concat(headers.Select(header => header + "\r\n"));
}
