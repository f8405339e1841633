namespace EditorAgent.Protocol.Lifecycle;

/// <summary>A way to log in.</summary>
[JsonConverter(typeof(AuthMethodConverter))]
public abstract record AuthMethod
{
    private AuthMethod()
    {
    }

    /// <summary>The default kind, written without a <c>type</c>: the agent handles <c>authenticate</c>.</summary>
    public sealed record Agent : AuthMethod
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>The client runs the agent's command with more arguments in a terminal, then connects again.</summary>
    public sealed record Terminal : AuthMethod
    {
        [JsonPropertyName("type")]
        public string Tag => "terminal";

        public required string Id { get; init; }

        public required string Name { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        /// <summary>Appended to the command that the client starts the agent with.</summary>
        [JsonConverter(typeof(ItemsConverter<string>))]
        public IReadOnlyList<string>? Args { get; init; }

        public IReadOnlyDictionary<string, string>? Env { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : AuthMethod;
}
