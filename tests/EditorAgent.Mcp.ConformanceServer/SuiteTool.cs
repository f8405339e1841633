using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>A tool of the suite: a name, what it says of itself, and what it does.</summary>
internal sealed class SuiteTool(string name, string description, Func<ServedCall, CancellationToken, ValueTask<CallToolResult>> call) : IServedTool
{
    public Tool Definition => new()
    {
        Name = name,
        Description = description,
        InputSchema = JsonElement.Parse(this.Schema),
    };

    public TaskSupport Tasks { get; init; }

    public string Schema { get; init; } = """{"type":"object","properties":{}}""";

    public Action<ServedCall> Before { get; init; } = _ => { };

    public ValueTask PrepareAsync(ServedCall served, CancellationToken cancellationToken)
    {
        this.Before(served);
        return ValueTask.CompletedTask;
    }

    public ValueTask<CallToolResult> CallAsync(ServedCall served, CancellationToken cancellationToken) => call(served, cancellationToken);

    public static SuiteTool Answering(string name, string description, params ContentBlock[] content) =>
        new(name, description, (_, _) => ValueTask.FromResult(new CallToolResult { Content = content }));

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
