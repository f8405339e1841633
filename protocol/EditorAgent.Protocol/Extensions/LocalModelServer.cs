namespace EditorAgent.Protocol.Extensions;

/// <summary>A model server on this machine.</summary>
public sealed record LocalModelServer
{
    /// <summary><c>Ollama</c>, <c>LM Studio</c>, <c>llama.cpp</c> or another that speaks the same.</summary>
    public required string Name { get; init; }

    public required string Endpoint { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>What <c>config.toml</c> would say to use the first of them.</summary>
    public required string Configuration { get; init; }

    public required bool IsConfigured { get; init; }
}
