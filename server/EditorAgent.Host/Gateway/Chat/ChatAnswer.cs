using EditorAgent.Core.Models;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary>The one message a client gets.</summary>
/// <param name="Reasoning">Null when the model gave none.</param>
/// <param name="Calls">Of the client's own functions.</param>
/// <param name="FinishReason">In the API's words.</param>
/// <param name="Usage">Of all rounds together.</param>
internal sealed record ChatAnswer(string Text, string? Reasoning, IReadOnlyList<AssistantPart.ToolCall> Calls, string FinishReason, TokenUsage Usage);
