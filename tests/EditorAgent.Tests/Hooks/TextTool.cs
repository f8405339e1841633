using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.Tests.Hooks;

/// <summary>Gives back its one argument, a text that a person may change.</summary>
internal sealed class TextTool(string name) : ITool
{
    public bool IsReadOnly { get; init; } = true;

    public ToolDefinition Definition { get; } = new(
        name, "for tests", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
    {
        Title = name,
        Kind = ToolKind.Other,
        IsReadOnly = this.IsReadOnly,
        EditableArguments = ["text"],
    });

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ToolResult.Success(call.Arguments.GetProperty("text").GetString()!));
}
