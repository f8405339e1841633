namespace EditorAgent.Mcp.Contract;

/// <summary>What a server tells without being asked. Called in order, from one thread at a time; a callee that throws ends the connection.</summary>
public sealed record ServerEvents
{
    public Action<ServerListKind>? ListChanged { get; init; }

    /// <summary>A resource that was subscribed to.</summary>
    public Action<string>? ResourceChanged { get; init; }

    /// <summary>A log message: level and text, bounded.</summary>
    public Action<string, string>? Said { get; init; }
}
