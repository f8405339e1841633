using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Mcp.Tools;

/// <summary>What a typed command stands for.</summary>
/// <param name="Content">For the model, in place of what was typed.</param>
/// <param name="Problem">Why there is none: one line for the user.</param>
public sealed record Expansion(ImmutableArray<ContentPart> Content, string? Problem);
