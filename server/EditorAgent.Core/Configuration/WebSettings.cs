namespace EditorAgent.Core.Configuration;

/// <summary>What tools may have of the web.</summary>
public sealed record WebSettings
{
    /// <summary>Whether pages of this machine's own servers are fetched too, when asked for by a name that says so.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>Null where no search service is configured; then the tool is not there.</summary>
    public SearchSettings? Search { get; init; }
}
