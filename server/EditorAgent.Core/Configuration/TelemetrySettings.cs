namespace EditorAgent.Core.Configuration;

/// <summary>Whether traces and metrics are exported, and where. Off unless the user says otherwise.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Null exports nothing.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether arguments, results and answers go along, with secrets masked.</summary>
    public bool IncludesContent { get; init; }
}
