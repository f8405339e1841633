using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>A complete answer.</summary>
internal sealed record ModelAnswer(string MessageId, Message.Assistant Message, FinishReason Reason, TokenUsage Usage, string? TraceId);
