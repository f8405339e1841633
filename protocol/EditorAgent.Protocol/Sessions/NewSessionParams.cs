namespace EditorAgent.Protocol.Sessions;

[WireMethod(AcpMethods.Agent.NewSession, WireSide.Agent, Result = typeof(NewSessionResult))]
public sealed record NewSessionParams
{
    /// <summary>Absolute.</summary>
    public required string Cwd { get; init; }

    [JsonConverter(typeof(ItemsConverter<McpServer>))]
    public required IReadOnlyList<McpServer> McpServers { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? AdditionalDirectories { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
