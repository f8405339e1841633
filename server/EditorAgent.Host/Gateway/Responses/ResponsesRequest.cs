using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>A request to <c>POST /v1/responses</c>, read and whole.</summary>
internal sealed record ResponsesRequest
{
    public required string Model { get; init; }

    public required ImmutableArray<Item> Input { get; init; }

    /// <summary>The response that this one goes on from, with all that was before it; null starts anew.</summary>
    public StoredResponse? Previous { get; init; }

    public string? Instructions { get; init; }

    public required ToolEntries Tools { get; init; }

    public required ToolChoice ToolChoice { get; init; }

    public required SamplingWishes Wishes { get; init; }

    /// <summary>Of the whole response, reasoning included.</summary>
    public int? MaxOutputTokens { get; init; }

    public int? MaxToolCalls { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public bool IsStored { get; init; } = true;

    public bool IsStream { get; init; }

    public string? CacheKey { get; init; }

    /// <summary><c>text</c> as it came, for the answer.</summary>
    public JsonElement? Text { get; init; }
}
