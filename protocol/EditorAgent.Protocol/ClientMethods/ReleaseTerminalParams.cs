namespace EditorAgent.Protocol.ClientMethods;

/// <summary>Every created terminal is released, also after a failure.</summary>
[WireMethod(AcpMethods.Client.ReleaseTerminal, WireSide.Client, Result = typeof(ReleaseTerminalResult), Gate = "terminal")]
public sealed record ReleaseTerminalParams
{
    public required string SessionId { get; init; }

    public required string TerminalId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
