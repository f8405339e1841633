using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.Tests.Agent;

/// <summary>A tool that does what the test says and writes down when it ran.</summary>
internal sealed class ToolInMemory(string name, bool isReadOnly, Func<JsonElement, CancellationToken, Task<ToolResult>> run) : ITool
{
    public ToolDefinition Definition { get; } = new(
        name,
        "for tests",
        """{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":false}"""u8.ToArray());

    /// <summary>Asked at each planning; what it returns is the reason to refuse.</summary>
    public Func<string?> Refuse { get; init; } = () => null;

    /// <summary>Whether it makes code of the workspace run.</summary>
    public bool NeedsTrust { get; init; }

    /// <summary>Whether it wants to run alone though it only reads.</summary>
    public bool IsAlone { get; init; }

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ToolPlan>(this.Refuse() is { } reason ? new ToolPlan.Refused(reason) : new ToolPlan.Ready
        {
            Title = name,
            Kind = isReadOnly ? ToolKind.Read : ToolKind.Execute,
            IsReadOnly = isReadOnly,
            NeedsTrust = this.NeedsTrust,
            Accesses = isReadOnly && !this.IsAlone ? [new ToolAccess.Search()] : [new ToolAccess.Exclusive()],
        });

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        await run(call.Arguments, cancellationToken);
}
