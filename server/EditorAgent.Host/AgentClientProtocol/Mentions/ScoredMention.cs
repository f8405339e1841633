using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>A mention and how well it fits; higher is better.</summary>
internal readonly record struct ScoredMention(int Score, Mention Mention);
