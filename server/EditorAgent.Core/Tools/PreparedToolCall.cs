using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>A call after look-up, repair, validation and planning.</summary>
public abstract record PreparedToolCall(AssistantPart.ToolCall Call, string ToolName)
{
    /// <summary>It cannot run; <paramref name="Message"/> is its result, for the model.</summary>
    public sealed record Refused(AssistantPart.ToolCall Call, string ToolName, string Message) : PreparedToolCall(Call, ToolName)
    {
        /// <summary>Why it could not have run however it was written: nothing that changes something may. Null where another call could.</summary>
        public CallDenial? Denial { get; init; }
    }

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

        /// <summary>What of strangers is in the conversation that the call comes from.</summary>
        public ContextTaint Taint { get; init; } = ContextTaint.None;

        /// <summary>Whether the user has said that the workspace's own code may run.</summary>
        public bool IsWorkspaceTrusted { get; init; } = true;

        /// <summary>What a hook wants the user to decide about, as a mark; null when none does.</summary>
        public string? HookMark { get; init; }

        /// <summary>What the rules are asked about it.</summary>
        public PermissionQuestion Question
        {
            get
            {
                var question = PermissionQuestions.Of(this.ToolName, this.Plan);
                question = this.HookMark is { } mark ? question with { Cautions = [mark, .. question.Cautions] } : question;
                return this.Taint.CautionFor(question, this.IsWorkspaceTrusted) is { } caution ? question with { Cautions = [caution, .. question.Cautions] } : question;
            }
        }

        internal ITool Tool { get; }
    }
}
