using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>What the rules are asked about a plan.</summary>
internal static class PermissionQuestions
{
    public static PermissionQuestion Of(string toolName, ToolPlan.Ready plan) => new(toolName, plan.IsReadOnly, plan.Subjects)
    {
        Execution = plan.Execution,
        Cautions = [.. plan.Cautions, .. DiffMarks.Of(plan.Diffs)],
    };
}
