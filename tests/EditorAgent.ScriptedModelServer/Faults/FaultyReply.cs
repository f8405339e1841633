using System.Globalization;
using System.IO.Compression;
using System.Text;
using EditorAgent.ScriptedModelServer.Wire;

namespace EditorAgent.ScriptedModelServer.Faults;

/// <summary>What a fault makes of a good reply, before it is sent.</summary>
internal static class FaultyReply
{
    // Neither UTF-8 nor a line of an event stream; fixed, so that a failure repeats.
    private static readonly byte[] Noise = [0xFF, 0x00, 0xFE, 0x1F, 0x8B, 0x0A, 0x7B, 0x22, 0xC0, 0xAF, 0x0A, 0x0A, .. "data: {\"choices\":[{\"del\n\n"u8];

    public static WireReply Of(WireReply reply, ModelFault fault, VendorDialect dialect)
    {
        if (fault.Status is { } status)
        {
            reply = WireReply.Refused(dialect, new VendorRefusal(status, TypeOf(status), $"Injected failure {status}."));
        }

        if (fault.Body is not null)
        {
            reply = reply with { Chunks = [Encoding.UTF8.GetBytes(fault.Body)] };
        }

        var headers = new Dictionary<string, string>(reply.Headers);
        if (fault.RetryAfter is { } seconds)
        {
            headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var chunks = Change(reply.Chunks, fault, dialect);
        if (fault.GzipBombBytes is { } size)
        {
            headers["Content-Encoding"] = "gzip";
            chunks = [Bomb(size)];
        }

        return reply with
        {
            ContentType = fault.WrongContentType ? "text/html" : reply.ContentType,
            Headers = headers,
            Chunks = chunks,
        };
    }

    private static List<ReadOnlyMemory<byte>> Change(IReadOnlyList<ReadOnlyMemory<byte>> good, ModelFault fault, VendorDialect dialect)
    {
        List<ReadOnlyMemory<byte>> chunks = [.. good];
        if (fault.OmitDone)
        {
            chunks.RemoveAt(chunks.Count - 1);
        }

        if (fault.RepeatChunkBytes is { } length)
        {
            chunks.Insert(1, TextDelta(dialect, Encoding.ASCII.GetBytes(new string('x', length))));
        }

        if (fault.InvalidUtf8)
        {
            chunks.Insert(1, TextDelta(dialect, [0x61, 0xC3, 0x28, 0xFF]));
        }

        if (fault.Garbage)
        {
            chunks.RemoveRange(1, chunks.Count - 1);
            chunks.Add(Noise);
        }

        return chunks;
    }

    private static byte[] TextDelta(VendorDialect dialect, byte[] text)
    {
        var frame = dialect == VendorDialect.ChatCompletions
            ? "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"@\"}}]}\n\n"
            : "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":90,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
                + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":90,\"delta\":{\"type\":\"text_delta\",\"text\":\"@\"}}\n\n"
                + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":90}\n\n";
        var at = frame.IndexOf('@', StringComparison.Ordinal);
        return [.. Encoding.ASCII.GetBytes(frame[..at]), .. text, .. Encoding.ASCII.GetBytes(frame[(at + 1)..])];
    }

    private static byte[] Bomb(int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var block = new byte[64 * 1024];
            for (var left = size; left > 0; left -= block.Length)
            {
                gzip.Write(block, 0, Math.Min(left, block.Length));
            }
        }

        return packed.ToArray();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "invalid_authentication_error",
        402 or 403 => "permission_denied_error",
        404 => "resource_not_found_error",
        429 => "rate_limit_reached_error",
        529 => "overloaded_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
