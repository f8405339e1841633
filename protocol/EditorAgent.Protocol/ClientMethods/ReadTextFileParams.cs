namespace EditorAgent.Protocol.ClientMethods;

/// <summary>Sees unsaved buffers.</summary>
[WireMethod(AcpMethods.Client.ReadTextFile, WireSide.Client, Result = typeof(ReadTextFileResult), Gate = "fs.readTextFile")]
public sealed record ReadTextFileParams
{
    public required string SessionId { get; init; }

    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    /// <summary>1-based first line.</summary>
    public uint? Line { get; init; }

    /// <summary>Lines at most.</summary>
    public uint? Limit { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
