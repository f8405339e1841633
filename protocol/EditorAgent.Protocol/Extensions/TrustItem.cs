namespace EditorAgent.Protocol.Extensions;

/// <summary>Something that would run. Its texts are a stranger's, with everything invisible escaped.</summary>
public sealed record TrustItem
{
    /// <summary><c>mcp_server</c>, <c>hook</c>, <c>build_logic</c>, <c>package_script</c>, <c>editor_task</c>, <c>tests</c> or <c>definition</c>; others may come.</summary>
    public required string Kind { get; init; }

    /// <summary>The file that says so, from the root.</summary>
    public required string Source { get; init; }

    public string? What { get; init; }
}
