using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>A call after look-up, repair, validation and planning.</summary>
public abstract record PreparedToolCall(AssistantPart.ToolCall Call, string ToolName)
{
    /// <summary>It cannot run; <paramref name="Message"/> is its result, for the model.</summary>
    public sealed record Refused(AssistantPart.ToolCall Call, string ToolName, string Message) : PreparedToolCall(Call, ToolName);

    public sealed record Planned : PreparedToolCall
    {
        internal Planned(AssistantPart.ToolCall call, ITool tool, JsonElement arguments, ToolPlan.Ready plan)
            : base(call, tool.Definition.Name)
        {
            this.Tool = tool;
            this.Arguments = arguments;
            this.Plan = plan;
            this.ArgumentsJson = arguments.GetRawText();
        }

        public JsonElement Arguments { get; }

        public string ArgumentsJson { get; }

        public ToolPlan.Ready Plan { get; }

        /// <summary>What the rules are asked about it.</summary>
        public PermissionQuestion Question => PermissionQuestions.Of(this.ToolName, this.Plan);

        internal ITool Tool { get; }
    }
}
