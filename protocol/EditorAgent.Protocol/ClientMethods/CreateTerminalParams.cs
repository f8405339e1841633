namespace EditorAgent.Protocol.ClientMethods;

[WireMethod(AcpMethods.Client.CreateTerminal, WireSide.Client, Result = typeof(CreateTerminalResult), Gate = "terminal")]
public sealed record CreateTerminalParams
{
    public required string SessionId { get; init; }

    public required string Command { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? Args { get; init; }

    [JsonConverter(typeof(ItemsConverter<EnvVariable>))]
    public IReadOnlyList<EnvVariable>? Env { get; init; }

    /// <summary>Absolute.</summary>
    public string? Cwd { get; init; }

    public ulong? OutputByteLimit { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
