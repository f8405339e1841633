namespace EditorAgent.Protocol.ClientMethods;

[WireMethod(AcpMethods.Client.TerminalOutput, WireSide.Client, Result = typeof(TerminalOutputResult), Gate = "terminal")]
public sealed record TerminalOutputParams
{
    public required string SessionId { get; init; }

    public required string TerminalId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
