using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>Plans and runs one call as the pipeline would after an allowance.</summary>
internal static class ToolRun
{
    public static ValueTask<ToolPlan> PlanAsync(ITool tool, object arguments, CancellationToken cancellationToken) =>
        tool.PlanAsync(JsonSerializer.SerializeToElement(arguments), cancellationToken);

    public static async Task<ToolResult> RunAsync(ITool tool, object arguments, CancellationToken cancellationToken, IProgress<string>? progress = null)
    {
        var element = JsonSerializer.SerializeToElement(arguments);
        var plan = Assert.IsType<ToolPlan.Ready>(await tool.PlanAsync(element, cancellationToken));
        var call = new AssistantPart.ToolCall(new ToolCallId("call-1"), "vendor-1", tool.Definition.Name, element.GetRawText());
        var approved = new ApprovedToolCall(
            new PreparedToolCall.Planned(call, tool, element, plan),
            new PermissionVerdict(PermissionDecision.Allow, "test"));
        return await tool.RunAsync(approved, progress ?? new Reports(), cancellationToken);
    }

    /// <summary>Keeps what was reported.</summary>
    internal sealed class Reports : IProgress<string>
    {
        private readonly List<string> texts = [];

        public IReadOnlyList<string> Texts => this.texts;

        public void Report(string value) => this.texts.Add(value);
    }
}
