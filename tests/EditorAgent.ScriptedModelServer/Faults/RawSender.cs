using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EditorAgent.ScriptedModelServer.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.ScriptedModelServer.Faults;

/// <summary>
/// Writes a reply to the connection's socket past the web server, which would tidy up a broken answer. The request has been read to
/// its end and the web server has sent nothing, so the socket is ours; afterwards the connection is dead.
/// </summary>
internal static class RawSender
{
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(5);

    public static void Reset(HttpContext context)
    {
        Reset(SocketOf(context));
        context.Abort();
    }

    public static async Task SendCutAsync(HttpContext context, WireReply reply, ModelFault fault, CancellationToken cancellationToken)
    {
        var socket = SocketOf(context);
        await SendAsync(socket, Encoding.ASCII.GetBytes(Head(reply)), cancellationToken);
        var left = fault.CutAtByte!.Value;
        foreach (var chunk in reply.Chunks)
        {
            if (left <= 0)
            {
                break;
            }

            // The chunk's size line promises the whole event even where the cut falls into it.
            var size = Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            await SendAsync(socket, size, cancellationToken);
            await SendAsync(socket, chunk[..Math.Min(left, chunk.Length)], cancellationToken);
            if (left >= chunk.Length)
            {
                await SendAsync(socket, "\r\n"u8.ToArray(), cancellationToken);
            }

            left -= chunk.Length;
        }

        if (fault.CutWithReset)
        {
            Reset(socket);
        }
        else
        {
            socket.Shutdown(SocketShutdown.Send);
            await ClosedByClientAsync(context);
        }

        context.Abort();
    }

    /// <summary>Giving up our end at once would send a reset after all, and that overtakes what the client has not read yet.</summary>
    private static Task ClosedByClientAsync(HttpContext context) =>
        Task.Delay(ClientPatience, TimeProvider.System, context.RequestAborted).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static string Head(WireReply reply)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Scripted\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\nTransfer-Encoding: chunked\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return head.Append("\r\n").ToString();
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private static Socket SocketOf(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket ?? throw new InvalidOperationException("This transport has no socket.");
}
