using System.Collections.Immutable;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>One resource that somebody wants to hear of.</summary>
internal sealed class ResourceSubscription(string uri)
{
    public string Uri => uri;

    public ImmutableArray<Action<string>> Listeners { get; set; } = [];

    /// <summary>At the connection there is now; null before the first time.</summary>
    public IAsyncDisposable? OfServer { get; set; }
}
