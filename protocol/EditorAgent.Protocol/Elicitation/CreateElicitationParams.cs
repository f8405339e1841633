namespace EditorAgent.Protocol.Elicitation;

/// <summary>Asks the user for something.</summary>
[WireMethod(AcpMethods.Client.CreateElicitation, WireSide.Client, Result = typeof(CreateElicitationResult), Gate = "elicitation")]
[JsonConverter(typeof(CreateElicitationParamsConverter))]
public abstract record CreateElicitationParams
{
    private CreateElicitationParams()
    {
    }

    /// <summary>Never for secrets.</summary>
    public sealed record FormMode : CreateElicitationParams
    {
        [JsonPropertyName("mode")]
        public string Tag => "form";

        public required string Message { get; init; }

        public required ElicitationSchema RequestedSchema { get; init; }

        /// <summary>The scope is a session or a request, never both.</summary>
        public string? SessionId { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? ToolCallId { get; init; }

        public RequestId? RequestId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record UrlMode : CreateElicitationParams
    {
        [JsonPropertyName("mode")]
        public string Tag => "url";

        public required string Message { get; init; }

        public required string ElicitationId { get; init; }

        public required string Url { get; init; }

        /// <summary>The scope is a session or a request, never both.</summary>
        public string? SessionId { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? ToolCallId { get; init; }

        public RequestId? RequestId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : CreateElicitationParams;
}
