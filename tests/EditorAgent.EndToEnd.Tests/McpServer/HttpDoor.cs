using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.McpServer;

/// <summary>The published executable as <c>mcp --http</c>, and a client of 2026-07-28 that is nothing but requests.</summary>
internal sealed class HttpDoor : IAsyncDisposable
{
    private readonly AgentProcess process;
    private readonly HttpClient http = new() { Timeout = Limits.Hang };

    private HttpDoor(AgentProcess process, string url, string token)
    {
        this.process = process;
        this.Url = url;
        this.Token = token;
    }

    public string Url { get; }

    public string Token { get; }

    public int ProcessId => this.process.Id;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HttpDoor> StartAsync(AgentFolders folders)
    {
        var file = Path.Combine(folders.Home, "mcp.token");
        var process = await AgentProcess.StartAsync(folders, "mcp", "--http", "--token-file", file);
        var url = await process.Output.ReadLineAsync(Cancellation).AsTask().WaitAsync(Limits.Hang, Cancellation);
        return new HttpDoor(process, url!, (await File.ReadAllTextAsync(file, Cancellation)).Trim());
    }

    public Task<AgentResult> WaitForEndAsync() => this.process.WaitForEndAsync();

    /// <summary>One request that stands for itself.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; metadata is added.</param>
    /// <param name="capabilities">What this client says it can do.</param>
    public Task<JsonElement> RequestAsync(string method, JsonObject parameters, string capabilities) => this.RequestAsync(method, parameters, capabilities, Cancellation);

    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, string capabilities, CancellationToken cancellationToken)
    {
        using var request = this.Stateless(method, parameters, capabilities);
        using var answer = await this.http.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        var line = answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? body.Split('\n').Last(text => text.StartsWith("data:", StringComparison.Ordinal))[5..]
            : body;
        return JsonElement.Parse(line);
    }

    /// <summary>What a request that stays open is told, one message after another.</summary>
    /// <param name="notifications">What it wants to hear of.</param>
    public async IAsyncEnumerable<JsonElement> ListenAsync(JsonObject notifications, string capabilities)
    {
        using var request = this.Stateless("subscriptions/listen", new JsonObject { ["notifications"] = notifications }, capabilities);
        using var answer = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        while (await lines.ReadLineAsync(Cancellation).AsTask().WaitAsync(Limits.Hang, Cancellation) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Length > "data: ".Length)
            {
                yield return JsonElement.Parse(line["data:".Length..]);
            }
        }
    }

    public HttpRequestMessage Post(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, this.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {this.Token}");
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => this.http.SendAsync(request, Cancellation);

    private HttpRequestMessage Stateless(string method, JsonObject parameters, string capabilities)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
            ["io.modelcontextprotocol/clientCapabilities"] = JsonNode.Parse(capabilities),
        };
        var request = this.Post(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString());
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", method);
        if ((parameters["name"] ?? parameters["taskId"]) is { } name)
        {
            request.Headers.Add("Mcp-Name", name.GetValue<string>());
        }

        return request;
    }

    public async ValueTask DisposeAsync()
    {
        this.http.Dispose();
        await this.process.DisposeAsync();
    }
}
