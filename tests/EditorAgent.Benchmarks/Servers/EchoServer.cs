using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>
/// A server with one tool, <c>echo</c>, made with the C# SDK. As <c>flood</c> it also sends a hundred notifications each millisecond from its
/// first tool list on.
/// </summary>
internal static class EchoServer
{
    private const int EachMillisecond = 100;

    public static async Task<int> RunAsync(string mode)
    {
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "echo", Version = "1.0.0" },
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) =>
                {
                    listed.TrySetResult();
                    return ValueTask.FromResult(new ListToolsResult { Tools = [Echo] });
                },
                CallToolHandler = (request, _) => ValueTask.FromResult(new CallToolResult
                {
                    Content = [new TextContentBlock { Text = "Echo: " + request.Params!.Arguments!["message"].GetString() }],
                }),
            },
        };
        await using var server = McpServer.Create(new StdioServerTransport("echo"), options);
        using var ending = new CancellationTokenSource();
        var flooding = mode == "flood" ? FloodAsync(server, listed.Task, ending.Token) : Task.CompletedTask;
        await server.RunAsync();
        await ending.CancelAsync();
        await flooding;
        return 0;
    }

    private static Tool Echo => new()
    {
        Name = "echo",
        Description = "Gives back the message.",
        InputSchema = JsonElement.Parse("""{"type":"object","properties":{"message":{"type":"string","description":"What to give back."}},"required":["message"],"additionalProperties":false}"""),
    };

    private static async Task FloodAsync(McpServer server, Task begin, CancellationToken cancellationToken)
    {
        await begin;
        var began = Stopwatch.GetTimestamp();
        try
        {
            for (long sent = 0; ; sent++)
            {
                if (sent >= Stopwatch.GetElapsedTime(began).TotalMilliseconds * EachMillisecond)
                {
                    // The pace of the flood: so many in each millisecond.
                    await Task.Delay(1, cancellationToken);
                }

                await server.SendMessageAsync(new JsonRpcNotification { Method = "notifications/resources/list_changed" }, cancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody reads any more.
        }
    }
}
