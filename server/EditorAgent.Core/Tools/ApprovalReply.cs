using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>An answer that reaches a question by its name.</summary>
/// <param name="CallId">The call.</param>
/// <param name="RequestId">The question.</param>
/// <param name="ShownHash">Of what the person saw.</param>
/// <param name="Answer">What they said.</param>
public sealed record ApprovalReply(ToolCallId CallId, string RequestId, string ShownHash, PermissionAnswer Answer);
