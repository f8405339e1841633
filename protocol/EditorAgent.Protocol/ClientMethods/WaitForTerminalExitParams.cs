namespace EditorAgent.Protocol.ClientMethods;

[WireMethod(AcpMethods.Client.WaitForTerminalExit, WireSide.Client, Result = typeof(WaitForTerminalExitResult), Gate = "terminal")]
public sealed record WaitForTerminalExitParams
{
    public required string SessionId { get; init; }

    public required string TerminalId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
