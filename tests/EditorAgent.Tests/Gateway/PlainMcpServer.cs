using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Tests.Gateway;

/// <summary>A small MCP server over HTTP that remembers what it was asked, by whom, and which calls were given up.</summary>
internal sealed class PlainMcpServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlainMcpServer(WebApplication application) => this.application = application;

    /// <summary>Method, and for calls the tool.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<(string Authorization, string Secret)> Headers { get; } = [];

    /// <summary>Beside the four that are always there.</summary>
    public int MoreTools { get; init; }

    public string Url => $"{this.application.Urls.First()}/mcp";

    /// <summary>The call of <c>wait</c> has arrived.</summary>
    public Task Waits => this.waits.Task;

    /// <summary>The client has ended the call of <c>wait</c>.</summary>
    public Task GivenUp => this.givenUp.Task;

    public static async Task<PlainMcpServer> StartAsync(CancellationToken cancellationToken, int moreTools = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var server = new PlainMcpServer(application) { MoreTools = moreTools };
        application.Run(server.HandleAsync);
        await application.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await this.application.StopAsync(atOnce.Token);
        await this.application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Method != "POST")
        {
            context.Response.StatusCode = 405;
            return;
        }

        var message = (await JsonNode.ParseAsync(context.Request.Body))!;
        var method = (string)message["method"]!;
        this.Headers.Enqueue((context.Request.Headers.Authorization.ToString(), context.Request.Headers["X-Secret"].ToString()));
        if (method == "notifications/cancelled")
        {
            this.givenUp.TrySetResult();
        }

        if (message["id"] is not { } id)
        {
            context.Response.StatusCode = 202;
            return;
        }

        if (method is not ("initialize" or "tools/list" or "tools/call" or "ping"))
        {
            context.Response.StatusCode = 400;
            return;
        }

        this.Asked.Enqueue(method == "tools/call" ? (string)message["params"]!["name"]! : method);
        var result = method switch
        {
            "initialize" => JsonNode.Parse("""{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"plain","version":"1"}}"""),
            "tools/list" => this.Tools(),
            "tools/call" => await this.CallAsync(message["params"]!, context.RequestAborted),
            _ => new JsonObject(),
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = result }.ToJsonString());
    }

    private JsonObject Tools()
    {
        var tools = new JsonArray(
            JsonNode.Parse("""{"name":"add","description":"Adds.","inputSchema":{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]},"annotations":{"readOnlyHint":true}}"""),
            JsonNode.Parse("""{"name":"write","description":"Writes.","inputSchema":{"type":"object"}}"""),
            JsonNode.Parse("""{"name":"fail","description":"Fails.","inputSchema":{"type":"object"}}"""),
            JsonNode.Parse("""{"name":"wait","description":"Waits.","inputSchema":{"type":"object"}}"""));
        for (var number = 0; number < this.MoreTools; number++)
        {
            tools.Add(new JsonObject { ["name"] = $"more{number}", ["inputSchema"] = new JsonObject { ["type"] = "object" } });
        }

        return new JsonObject { ["tools"] = tools };
    }

    private async Task<JsonNode?> CallAsync(JsonNode call, CancellationToken aborted)
    {
        switch ((string?)call["name"])
        {
            case "add":
                return Text($"{(long)call["arguments"]!["a"]! + (long)call["arguments"]!["b"]!}", isError: false);
            case "fail":
                return Text("no such page", isError: true);
            case "wait":
                this.waits.TrySetResult();
                await using (aborted.UnsafeRegister(_ => this.givenUp.TrySetResult(), null))
                {
                    await this.givenUp.Task;
                }

                return Text("given up", isError: true);
            default:
                return Text("done", isError: false);
        }
    }

    private static JsonObject Text(string text, bool isError) => new()
    {
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["isError"] = isError,
    };
}
