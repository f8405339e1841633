namespace EditorAgent.Protocol.Sessions;

/// <summary>Runs one turn.</summary>
[WireMethod(AcpMethods.Agent.Prompt, WireSide.Agent, Result = typeof(PromptResult))]
public sealed record PromptParams
{
    public required string SessionId { get; init; }

    [JsonConverter(typeof(ItemsConverter<ContentBlock>))]
    public required IReadOnlyList<ContentBlock> Prompt { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
