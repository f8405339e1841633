namespace EditorAgent.Protocol.Extensions;

public sealed record ExplainPermissionResult
{
    /// <summary><c>allow</c>, <c>ask</c>, <c>deny</c>, or <c>refused</c> when the tool does not take the call whatever the rules say.</summary>
    public required string Decision { get; init; }

    /// <summary>One line for the user.</summary>
    public required string Reason { get; init; }

    /// <summary>Absent when the call was refused.</summary>
    public PermissionSource? Source { get; init; }

    /// <summary>What is special about the call, for example <c>can execute code later</c>.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>Whether the workspace has to be trusted too.</summary>
    public bool? NeedsTrust { get; init; }

    /// <summary>The mode it was judged in.</summary>
    public string? ModeId { get; init; }

    /// <summary>What would change the decision, in words for the user.</summary>
    public string? Change { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
