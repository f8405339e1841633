namespace EditorAgent.Protocol.Extensions;

public sealed record UndoTurnResult
{
    /// <summary>Absolute paths.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Restored { get; init; }

    /// <summary>Absolute paths of files left alone because they had changed since.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Conflicts { get; init; }

    /// <summary>Under this name the undo can itself be undone; absent when nothing was written.</summary>
    public string? UndoTurnId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
