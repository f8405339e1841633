namespace EditorAgent.Protocol.Extensions;

/// <summary>Copies a session into a new one, which the client then opens with <c>session/load</c>. The original is only read; it may be open, and a turn that runs is not part of the copy.</summary>
[WireMethod(EditorAgentMethods.ForkSession, WireSide.Agent, Result = typeof(ForkSessionResult), Gate = "history")]
public sealed record ForkSessionParams
{
    public required string SessionId { get; init; }

    /// <summary>The copy ends before this turn; without it all of it is copied.</summary>
    public string? TurnId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
