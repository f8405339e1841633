using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>A server on loopback that reads requests and gives canned answers in order, the last one again and again.</summary>
internal sealed class LoopbackResponder : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly CannedAnswer[] answers;
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task accepting;
    private int answerCount;

    public LoopbackResponder(params CannedAnswer[] answers)
    {
        this.answers = answers;
        this.listener.Start();
        this.accepting = this.AcceptAsync();
    }

    public int Port => ((IPEndPoint)this.listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{this.Port}";

    /// <summary>How many connections there were, once the responder is disposed.</summary>
    public int Connections { get; private set; }

    public IReadOnlyList<ReceivedRequest> Requests => [.. this.requests];

    /// <summary>Completes when the first answer's bytes are all sent.</summary>
    public Task Answered => this.answered.Task;

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.accepting;
        this.listener.Stop();
        this.stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                connections.Add(this.ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        this.Connections = connections.Count;
        await Task.WhenAll(connections);
    }

    private CannedAnswer NextAnswer() => this.answers[Math.Min(Interlocked.Increment(ref this.answerCount), this.answers.Length) - 1];

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            CannedAnswer answer;
            do
            {
                this.requests.Enqueue(await ReadAsync(stream, this.stop.Token));
                answer = this.NextAnswer();
                await this.SendAsync(stream, answer);
                this.answered.TrySetResult();
            }
            while (answer.KeepsAlive);

            if (answer.Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, this.stop.Token);
            }

            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task SendAsync(NetworkStream stream, CannedAnswer answer)
    {
        var at = 0;
        for (var piece = 0; at < answer.Bytes.Length; piece++)
        {
            var wanted = answer.Pieces.Count == 0 ? answer.Bytes.Length : answer.Pieces[Math.Min(piece, answer.Pieces.Count - 1)];
            var length = Math.Min(Math.Max(1, wanted), answer.Bytes.Length - at);
            await stream.WriteAsync(answer.Bytes.AsMemory(at, length), this.stop.Token);
            at += length;
        }
    }

    private static async Task<ReceivedRequest> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        var end = -1;
        while (end < 0)
        {
            bytes.AddRange(buffer.AsSpan(0, await ReadSomeAsync(stream, buffer, cancellationToken)));
            end = Encoding.Latin1.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal);
        }

        var lines = Encoding.Latin1.GetString([.. bytes[..end]]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new List<byte>(bytes[(end + 4)..]);
        while (body.Count < length)
        {
            body.AddRange(buffer.AsSpan(0, await ReadSomeAsync(stream, buffer, cancellationToken)));
        }

        return new ReceivedRequest(lines[0], headers, [.. body]);
    }

    private static async Task<int> ReadSomeAsync(NetworkStream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken);
        return count > 0 ? count : throw new IOException("The client closed the connection.");
    }
}
