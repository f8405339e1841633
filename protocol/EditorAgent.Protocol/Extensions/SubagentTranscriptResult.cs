using EditorAgent.Protocol.Updates;

namespace EditorAgent.Protocol.Extensions;

public sealed record SubagentTranscriptResult
{
    /// <summary>In the order and form in which <c>session/load</c> replays a session.</summary>
    public required IReadOnlyList<SessionUpdate> Updates { get; init; }

    /// <summary>Only the latest are here; those before were too many.</summary>
    public required bool IsPartial { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
