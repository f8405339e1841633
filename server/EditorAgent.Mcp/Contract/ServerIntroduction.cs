namespace EditorAgent.Mcp.Contract;

/// <summary>What a server says of itself. Nobody has checked it: it decides nothing but what is asked for.</summary>
public sealed record ServerIntroduction
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Instructions { get; init; }

    public bool HasTools { get; init; }

    public bool HasPrompts { get; init; }

    public bool HasResources { get; init; }

    public bool CanSubscribe { get; init; }

    public bool CanComplete { get; init; }

    public bool CanLog { get; init; }

    /// <summary>The extension <c>io.modelcontextprotocol/tasks</c>.</summary>
    public bool HasTasks { get; init; }
}
