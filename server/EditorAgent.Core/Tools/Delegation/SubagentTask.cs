using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools.Delegation;

/// <param name="Call">The call that gives the task.</param>
/// <param name="Profile">What the subagent is for.</param>
/// <param name="Description">A few words for the user.</param>
/// <param name="Prompt">All it is told.</param>
/// <param name="Resume">The subagent that goes on; null starts one.</param>
public sealed record SubagentTask(ToolCallId Call, SubagentProfile Profile, string Description, string Prompt, string? Resume);
