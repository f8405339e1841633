using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Trust;

namespace EditorAgent.Core.Tools;

/// <summary>The right to run one call as planned. Only <see cref="ToolPipeline"/> makes one, after the decision is in the journal.</summary>
public sealed class ApprovedToolCall
{
    internal ApprovedToolCall(PreparedToolCall.Planned planned, PermissionVerdict verdict)
    {
        this.Tool = planned.Tool;
        this.Id = planned.Call.Id;
        this.Arguments = planned.Arguments;
        this.Plan = planned.Plan;
        this.Verdict = verdict;
    }

    public ToolCallId Id { get; }

    public JsonElement Arguments { get; }

    public ToolPlan.Ready Plan { get; }

    public PermissionVerdict Verdict { get; }

    /// <summary>The right to run code of the workspace; not null exactly when the plan needs trust.</summary>
    public TrustedWorkspace? Trusted { get; internal set; }

    internal ITool Tool { get; }
}
