using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Planning;

/// <summary>Replaces the plan that the user sees.</summary>
public sealed class UpdatePlanTool : ITool
{
    public ToolDefinition Definition { get; } = new(
        "update_plan",
        "Shows the user your plan for a task of three or more steps. Each call replaces the whole plan: send every entry, "
        + "exactly one of them in_progress while you work.",
        """{"type":"object","properties":{"entries":{"type":"array","items":{"type":"object","properties":{"content":{"type":"string"},"status":{"type":"string","enum":["pending","in_progress","completed"]},"priority":{"type":"string","enum":["high","medium","low"]}},"required":["content","status"],"additionalProperties":false}}},"required":["entries"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<PlanEntry>();
        foreach (var entry in arguments.GetProperty("entries").EnumerateArray())
        {
            entries.Add(new PlanEntry(
                entry.RequiredString("content"),
                PriorityOf(entry.OptionalString("priority")),
                StatusOf(entry.RequiredString("status"))));
        }

        return ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = "Update plan",
            Kind = ToolKind.Think,
            IsReadOnly = true,
            State = entries.ToImmutable(),
        });
    }

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var entries = (ImmutableArray<PlanEntry>)call.Plan.State!;
        var done = entries.Count(entry => entry.Status == PlanEntryStatus.Completed);
        return ValueTask.FromResult(ToolResult.Success($"Plan updated: {done} of {entries.Length} entries completed.") with { Plan = entries });
    }

    private static PlanEntryStatus StatusOf(string status) => status switch
    {
        "in_progress" => PlanEntryStatus.InProgress,
        "completed" => PlanEntryStatus.Completed,
        _ => PlanEntryStatus.Pending,
    };

    private static PlanEntryPriority PriorityOf(string? priority) => priority switch
    {
        "high" => PlanEntryPriority.High,
        "low" => PlanEntryPriority.Low,
        _ => PlanEntryPriority.Medium,
    };
}
