using System.Collections.Immutable;

namespace EditorAgent.ModelProviders.Discovery;

/// <param name="Name">The server's kind, for example <c>Ollama</c>.</param>
/// <param name="BaseUrl">What to write as <c>base_url</c>.</param>
/// <param name="Model">The first model that can chat; null when the server runs but has none.</param>
public sealed record DiscoveredEndpoint(string Name, string BaseUrl, string? Model)
{
    /// <summary>All that can chat.</summary>
    public ImmutableArray<string> Models { get; init; } = [];
}
