using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EditorAgent.Tests.BuiltInTools.Web;

/// <summary>A web server of the test on this machine: plain HTTP/1.1, one request a connection, answers given by path.</summary>
internal sealed class LocalWeb : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, byte[]> answers = new(StringComparer.Ordinal);
    private readonly Task serving;

    public LocalWeb()
    {
        this.listener.Start();
        this.serving = this.ServeAsync();
    }

    public int Port => ((IPEndPoint)this.listener.LocalEndpoint).Port;

    /// <summary>Each request's head and body, in the order in which they came.</summary>
    public ConcurrentQueue<(string Head, string Body)> Requests { get; } = new();

    public string this[string path] => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{this.Port}{path}");

    public string At(string host, string path) => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{this.Port}{path}");

    public void Serve(string path, string contentType, byte[] body) =>
        this.answers[path] = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public void Serve(string path, string contentType, string body) => this.Serve(path, contentType, Encoding.UTF8.GetBytes(body));

    public void Redirect(string path, string location) => this.ServeRaw(path, $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public void ServeRaw(string path, string answer) => this.answers[path] = Encoding.UTF8.GetBytes(answer);

    public async ValueTask DisposeAsync()
    {
        await this.stopping.CancelAsync();
        this.listener.Stop();
        await this.serving;
        this.stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await this.listener.AcceptTcpClientAsync(this.stopping.Token);
                await this.AnswerAsync(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            var stream = client.GetStream();
            var text = new StringBuilder();
            var buffer = new byte[16 * 1024];
            int end;
            while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length < end + 4 + LengthOf(text.ToString()))
            {
                var count = await stream.ReadAsync(buffer, this.stopping.Token);
                if (count == 0)
                {
                    return;
                }

                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }

            var whole = text.ToString();
            this.Requests.Enqueue((whole[..end], whole[(end + 4)..]));
            var path = whole.Split(' ')[1];
            await stream.WriteAsync(this.answers.GetValueOrDefault(path) ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), this.stopping.Token);
        }
        catch (IOException)
        {
            // The client has read enough.
        }
    }

    private static int LengthOf(string text)
    {
        const string Name = "content-length:";
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(text.AsSpan(at + Name.Length, text.IndexOf('\r', at) - at - Name.Length).Trim(), CultureInfo.InvariantCulture);
    }
}
