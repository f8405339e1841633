namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>What one place had to offer.</summary>
internal sealed record FoundMentions(IReadOnlyList<ScoredMention> Mentions, bool IsPartial)
{
    public static FoundMentions None { get; } = new([], IsPartial: false);
}
