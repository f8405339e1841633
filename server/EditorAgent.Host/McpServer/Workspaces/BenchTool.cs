using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>One of our tools that only look, for clients of the server.</summary>
internal sealed class BenchTool(ToolDefinition definition, BenchCalls calls) : IServedTool
{
    /// <summary>What is served: a tool that is not named here is not, whatever it says of itself.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "read", "list", "glob", "grep", "git",
        "code_overview", "find_symbol", "read_symbol", "find_references", "call_hierarchy", "find_implementations", "diagnostics", "analyze_null", "find_tests", "code_actions",
    ];

    public Tool Definition { get; } = new()
    {
        Name = definition.Name,
        Description = definition.Description,
        InputSchema = JsonElement.Parse(definition.InputSchema.Span),
        Annotations = new ToolAnnotations { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
    };

    public async ValueTask<CallToolResult> CallAsync(ServedCall call, CancellationToken cancellationToken)
    {
        var output = new OutputProgress(call, cancellationToken);
        var result = await calls.RunAsync(definition.Name, ArgumentsText.Of(call.Arguments), new ClientPrompt(call), output, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new CallToolResult { Content = [.. result.Content.Select(ToBlock)], IsError = result.IsError ? true : null };
    }

    public static ContentBlock ToBlock(ContentPart part) => part switch
    {
        ContentPart.Text text => new TextContentBlock { Text = text.Value },
        ContentPart.Image image => ImageContentBlock.FromBytes(image.Data, image.MimeType),
        _ => throw new InvalidOperationException("unknown content"),
    };

    /// <summary>What a tool says while it runs; a client that is slow to take it does not hold the tool.</summary>
    private sealed class OutputProgress(ServedCall call, CancellationToken cancellationToken) : IProgress<string>
    {
        private int said;
        private Task last = Task.CompletedTask;

        public void Report(string value)
        {
            if (this.last.IsCompleted && !string.IsNullOrWhiteSpace(value))
            {
                var line = value.Trim();
                this.last = call.Client.ReportAsync(new ProgressNotificationValue { Progress = ++this.said, Message = line.Length <= 200 ? line : line[..200] }, cancellationToken)
                    .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }
}
