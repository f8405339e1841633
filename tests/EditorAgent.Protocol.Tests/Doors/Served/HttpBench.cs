using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EditorAgent.Host.McpServer.Http;
using EditorAgent.Host.McpServer.Protocol;
using EditorAgent.Mcp.ConformanceServer;
using EditorAgent.Protocol.Tests.LoopbackHttp;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

/// <summary>The HTTP door on a real listener, with the suite's fixtures behind it.</summary>
internal sealed class HttpBench : IAsyncDisposable
{
    private readonly LoopbackBench loopback;
    private readonly ServedProtocol protocol;
    private readonly StreamableHttp http;

    private HttpBench(LoopbackBench loopback, ServedProtocol protocol, StreamableHttp http)
    {
        this.loopback = loopback;
        this.protocol = protocol;
        this.http = http;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HttpBench> StartAsync()
    {
        var protocol = new ServedProtocol(SuiteOffer.Create(), TimeProvider.System, NullLogger.Instance);
        var http = new StreamableHttp(protocol, TimeProvider.System);
        return new HttpBench(await LoopbackBench.StartAsync(http.HandleAsync), protocol, http);
    }

    /// <param name="parameters">Of the request, as JSON; null leaves them out.</param>
    public static string Body(string method, string? parameters) =>
        $$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}"{{(parameters is null ? "" : $",\"params\":{parameters}")}}}""";

    public Task<Answer> PostAsync(string body, string? session = null, params (string Name, string Value)[] headers) => this.SendAsync(HttpMethod.Post, body, session, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string? body, string? session, params (string Name, string Value)[] headers)
    {
        using var request = this.Request(method, session);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await this.loopback.Client.SendAsync(request, Token);
        return new Answer(
            (int)answer.StatusCode,
            answer.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.Single() : null,
            await answer.Content.ReadAsStringAsync(Token),
            answer.Content.Headers);
    }

    /// <summary>A session, from a handshake as it should be.</summary>
    public async Task<string> OpenAsync()
    {
        var answer = await this.PostAsync(Body("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}"""));
        Assert.Equal(200, answer.Status);
        return answer.Session!;
    }

    /// <summary>The stream of a session, which keeps it busy until it is disposed.</summary>
    public async Task<HttpResponseMessage> ListenAsync(string session)
    {
        using var request = this.Request(HttpMethod.Get, session);
        var stream = await this.loopback.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        return stream.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await this.loopback.DisposeAsync();
        await this.http.DisposeAsync();
        await this.protocol.DisposeAsync();
    }

    private HttpRequestMessage Request(HttpMethod method, string? session)
    {
        var request = this.loopback.Request(method);
        request.RequestUri = new Uri(StreamableHttp.Path, UriKind.Relative);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        return request;
    }

    public sealed record Answer(int Status, string? Session, string Text, HttpContentHeaders Headers)
    {
        /// <summary>The last message.</summary>
        public JsonElement Json => JsonElement.Parse(
            this.Headers.ContentType?.MediaType == "text/event-stream" ? this.Text.Split('\n').Last(line => line.StartsWith("data:", StringComparison.Ordinal))[5..] : this.Text);

        public int ErrorCode => this.Json.GetProperty("error").GetProperty("code").GetInt32();

        public string ErrorMessage => this.Json.GetProperty("error").GetProperty("message").GetString()!;
    }
}
