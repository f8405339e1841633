namespace EditorAgent.Protocol.ClientMethods;

/// <summary>Ends the command; the terminal stays until released.</summary>
[WireMethod(AcpMethods.Client.KillTerminal, WireSide.Client, Result = typeof(KillTerminalResult), Gate = "terminal")]
public sealed record KillTerminalParams
{
    public required string SessionId { get; init; }

    public required string TerminalId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
