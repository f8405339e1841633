using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>An HTTP server of a test on this machine: notes every request, answers as told.</summary>
internal class FakeHost : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Task serving;

    public FakeHost()
    {
        (this.listener, this.Origin) = Listen();
        this.serving = this.ServeAsync();
    }

    /// <summary>Without a slash at its end.</summary>
    public string Origin { get; }

    /// <summary>Method and path, then the Authorization header, then the body.</summary>
    public ConcurrentQueue<(string What, string? Authorization, string Body)> Requests { get; } = new();

    public int Count(string what) => this.Requests.Count(request => request.What == what);

    public async ValueTask DisposeAsync()
    {
        this.listener.Close();
        await this.serving;
    }

    /// <summary>Called for one request after the other.</summary>
    protected virtual void Answer(HttpListenerRequest request, string body, HttpListenerResponse response) => response.StatusCode = 404;

    protected static void Json(HttpListenerResponse response, string text, int status = 200)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static (HttpListener Listener, string Origin) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var origin = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener { Prefixes = { origin + "/" } };
            try
            {
                listener.Start();
                return (listener, origin);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await this.listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync(CancellationToken.None);
            this.Requests.Enqueue(($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}", context.Request.Headers["Authorization"], body));
            this.Answer(context.Request, body, context.Response);
            context.Response.Close();
        }
    }
}
