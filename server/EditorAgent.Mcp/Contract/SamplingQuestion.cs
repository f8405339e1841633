using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <summary>A server wants our model to write something.</summary>
/// <param name="Parameters">The whole request as it came.</param>
public sealed record SamplingQuestion(string Server, string? System, ImmutableArray<PromptText> Messages, int MaxTokens, JsonElement Parameters);
