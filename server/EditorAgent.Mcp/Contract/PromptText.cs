namespace EditorAgent.Mcp.Contract;

/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
public sealed record PromptText(string Role, AnswerPart Content);
