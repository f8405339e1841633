namespace EditorAgent.Protocol.Extensions;

/// <summary>What is under review is not what it was. Sent to clients that say so with <c>_meta.editoragent.review</c> in their capabilities.</summary>
[WireMethod(EditorAgentMethods.ChangesChanged, WireSide.Client, Gate = "review")]
public sealed record ChangesChangedNotification
{
    public required string SessionId { get; init; }

    /// <summary>The file; absolute.</summary>
    public required string Path { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
