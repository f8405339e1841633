using EditorAgent.ScriptedModelServer.Faults;
using EditorAgent.ScriptedModelServer.Wire;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.ScriptedModelServer;

/// <summary>Sends a reply through the web server: in one go, or in pieces where a fault asks for it.</summary>
internal static class ReplySender
{
    public static async Task SendAsync(HttpContext context, WireReply reply, ModelFault? fault, Action ending)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (fault is { DelayPerChunkMs: > 0 } or { WriteSize: not null })
        {
            await SendPiecesAsync(context, Pieces(reply.Chunks, fault.WriteSize), fault.DelayPerChunkMs, ending);
            return;
        }

        if (reply.ContentType != WireReply.EventStream)
        {
            response.ContentLength = reply.Chunks.Sum(chunk => (long)chunk.Length);
        }

        foreach (var chunk in reply.Chunks)
        {
            chunk.Span.CopyTo(response.BodyWriter.GetSpan(chunk.Length));
            response.BodyWriter.Advance(chunk.Length);
        }

        ending();
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async Task SendPiecesAsync(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> pieces, int delayMs, Action ending)
    {
        await context.Response.StartAsync(context.RequestAborted);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (delayMs > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(delayMs), TimeProvider.System, context.RequestAborted);
            }

            if (i == pieces.Count - 1)
            {
                ending();
            }

            await context.Response.Body.WriteAsync(pieces[i], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Pieces(IReadOnlyList<ReadOnlyMemory<byte>> chunks, int? size)
    {
        if (size is not { } length)
        {
            return chunks;
        }

        ReadOnlyMemory<byte> whole = chunks.SelectMany(chunk => chunk.ToArray()).ToArray();
        return [.. Enumerable.Range(0, (whole.Length + length - 1) / length).Select(i => whole[(i * length)..Math.Min(whole.Length, (i + 1) * length)])];
    }
}
