namespace EditorAgent.Mcp.Contract;

public sealed record PromptArgument(string Name, string Description, bool IsRequired);
