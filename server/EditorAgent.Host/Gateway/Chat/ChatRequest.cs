using System.Collections.Immutable;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary>A request to <c>POST /v1/chat/completions</c>, read and whole.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required ImmutableArray<Item> Items { get; init; }

    public required ToolEntries Tools { get; init; }

    public required ToolChoice ToolChoice { get; init; }

    public required SamplingWishes Wishes { get; init; }

    public int? MaxTokens { get; init; }

    public bool IsStream { get; init; }

    /// <summary>Whether the last chunk of a stream carries the usage.</summary>
    public bool WantsUsage { get; init; }

    public string? CacheKey { get; init; }
}
