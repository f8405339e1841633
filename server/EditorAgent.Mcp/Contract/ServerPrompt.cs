using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

public sealed record ServerPrompt(string Name, string? Title, string Description, ImmutableArray<PromptArgument> Arguments);
