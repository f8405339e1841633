namespace EditorAgent.Protocol.Extensions;

/// <summary>What a user may mean by some letters behind an @: nothing outside the session's directories, and nothing that must not be read.</summary>
[WireMethod(EditorAgentMethods.FindMentions, WireSide.Agent, Result = typeof(FindMentionsResult), Gate = "mentions")]
public sealed record FindMentionsParams
{
    public required string SessionId { get; init; }

    /// <summary>Letters in their order; empty for what is near at hand.</summary>
    public required string Query { get; init; }

    /// <summary>Without it all kinds.</summary>
    [JsonConverter(typeof(ItemsConverter<MentionKind>))]
    public IReadOnlyList<MentionKind>? Kinds { get; init; }

    /// <summary>How many are wanted; 50 without it, at most 200.</summary>
    public int? Limit { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
