using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// Waits on this machine for the browser to come back with one login's answer. Only the exact path with the state of this login counts; whatever
/// else comes by (another page, another login's answer, a browser's idle connection) is turned away and changes nothing. One answer, then it closes.
/// </summary>
internal sealed class CallbackListener : IAsyncDisposable
{
    private const string Path = "/callback";
    private const int LargestHead = 16 * 1024;
    private const int MostConnections = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener listener;
    private readonly string state;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource<CallbackAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim room = new(MostConnections);
    private readonly Task accepting;

    private CallbackListener(TcpListener listener, string state, TimeProvider time)
    {
        this.listener = listener;
        this.state = state;
        this.time = time;
        this.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        this.accepting = this.AcceptAsync();
    }

    public int Port { get; }

    /// <summary>What the browser is told to come back to.</summary>
    public string Address => AddressOf(this.Port);

    public static string AddressOf(int port) => $"http://127.0.0.1:{port}{Path}";

    /// <param name="port">0 takes any.</param>
    /// <param name="state">Unguessable, of this login only.</param>
    /// <param name="time">Measures how long a connection may be silent.</param>
    /// <returns>Null when the port is taken.</returns>
    public static CallbackListener? TryOpen(int port, string state, TimeProvider time)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start(MostConnections);
            return new CallbackListener(listener, state, time);
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    /// <exception cref="TimeoutException">Nothing of this login came back.</exception>
    public Task<CallbackAnswer> WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => this.answer.Task.WaitAsync(limit, this.time, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await this.closing.CancelAsync();
        this.listener.Dispose();
        await this.accepting;
        for (var i = 0; i < MostConnections; i++)
        {
            await this.room.WaitAsync(CancellationToken.None);
        }

        this.room.Dispose();
        this.closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await this.room.WaitAsync(this.closing.Token);
                Socket socket;
                try
                {
                    socket = await this.listener.AcceptSocketAsync(this.closing.Token);
                }
                catch
                {
                    this.room.Release();
                    throw;
                }

                // Side by side: browsers open connections in advance and leave them silent. DisposeAsync waits for all of them by taking every place.
                _ = this.ServeAsync(socket);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The login is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(Patience, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, this.closing.Token);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var head = await ReadHeadAsync(stream, either.Token);
            var (status, text, found) = this.Judge(head);

            // The page before the answer: whoever waits for the answer closes this listener.
            await stream.WriteAsync(Page(status, text), either.Token);
            await stream.FlushAsync(either.Token);
            socket.Shutdown(SocketShutdown.Send);
            if (found is not null)
            {
                this.answer.TrySetResult(found);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Nothing to tell anybody: the answer did not come by this connection.
        }
        finally
        {
            this.room.Release();
        }
    }

    private (string Status, string Text, CallbackAnswer? Answer) Judge(string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        var hosts = lines.Skip(1).Where(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)).Select(line => line["Host:".Length..].Trim()).ToList();
        if (hosts is not [var host] || (host != $"127.0.0.1:{this.Port}" && host != $"localhost:{this.Port}"))
        {
            return ("403 Forbidden", "This address is for one login only.", null);
        }

        if (words is not ["GET", var target, "HTTP/1.1" or "HTTP/1.0"] || (target != Path && !target.StartsWith(Path + "?", StringComparison.Ordinal)))
        {
            return ("404 Not Found", "There is nothing here.", null);
        }

        if (QueryOf(target) is not { } query || !this.IsOurs(query.GetValueOrDefault("state")))
        {
            return ("400 Bad Request", "This answer does not belong to the login that is under way. Start the login again if you did not expect this.", null);
        }

        var result = new CallbackAnswer(query.GetValueOrDefault("code"), query.GetValueOrDefault("error"), query.GetValueOrDefault("iss"));
        return result is { Code: null, Error: null }
            ? ("400 Bad Request", "This answer has neither a code nor an error.", null)
            : ("200 OK", "The answer has arrived. You can close this page and go back to your editor.", result);
    }

    private bool IsOurs(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(this.state));

    /// <summary>Null where a parameter comes twice: which of the two counts would be a guess.</summary>
    private static Dictionary<string, string>? QueryOf(string target)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = target.IndexOf('?', StringComparison.Ordinal);
        foreach (var part in at < 0 ? [] : target[(at + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Plain(equals < 0 ? part : part[..equals]);
            if (!found.TryAdd(name, equals < 0 ? "" : Plain(part[(equals + 1)..])))
            {
                return null;
            }
        }

        return found;

        static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestHead];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (count == 0)
            {
                break;
            }

            length += count;
        }

        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    /// <summary>Nothing of the request stands in the page, and the page loads and tells nothing.</summary>
    private static byte[] Page(string status, string text)
    {
        var body = $"<!doctype html><meta charset=utf-8><title>EditorAgent</title><p>{text}</p>";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nCache-Control: no-store\r\n"
            + $"Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}");
    }
}
