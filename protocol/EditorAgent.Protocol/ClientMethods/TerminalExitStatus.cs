namespace EditorAgent.Protocol.ClientMethods;

public sealed record TerminalExitStatus
{
    [JsonConverter(typeof(LenientConverter<uint?>))]
    public uint? ExitCode { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Signal { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
