using System.Collections.Immutable;

namespace EditorAgent.Mcp.Trust;

/// <param name="Lines">Of a diff.</param>
public sealed record ToolChange(ImmutableArray<string> Lines);
