namespace EditorAgent.Protocol.ClientMethods;

/// <summary>Creates the file when there is none.</summary>
[WireMethod(AcpMethods.Client.WriteTextFile, WireSide.Client, Result = typeof(WriteTextFileResult), Gate = "fs.writeTextFile")]
public sealed record WriteTextFileParams
{
    public required string SessionId { get; init; }

    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    public required string Content { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
