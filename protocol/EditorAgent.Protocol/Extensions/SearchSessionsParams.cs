namespace EditorAgent.Protocol.Extensions;

/// <summary>Sessions whose title or conversation holds every word of the query, newest first; without words the newest.</summary>
[WireMethod(EditorAgentMethods.SearchSessions, WireSide.Agent, Result = typeof(SearchSessionsResult), Gate = "history")]
public sealed record SearchSessionsParams
{
    public required string Query { get; init; }

    /// <summary>Only the sessions of this directory; absolute.</summary>
    public string? Cwd { get; init; }

    /// <summary>True looks through those that were put aside, and only them.</summary>
    public bool? Archived { get; init; }

    /// <summary>How many are wanted; 50 without it, at most 200.</summary>
    public int? Limit { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
