namespace EditorAgent.Protocol.ClientMethods;

public sealed record TerminalOutputResult
{
    public required string Output { get; init; }

    public required bool Truncated { get; init; }

    [JsonConverter(typeof(LenientConverter<TerminalExitStatus>))]
    public TerminalExitStatus? ExitStatus { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
