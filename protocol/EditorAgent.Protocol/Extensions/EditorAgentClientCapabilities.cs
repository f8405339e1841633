namespace EditorAgent.Protocol.Extensions;

/// <summary>What a client of ours says of itself.</summary>
public sealed record EditorAgentClientCapabilities
{
    /// <summary>It wants <c>_editoragent/mcp/changed</c>.</summary>
    public int? Mcp { get; init; }

    /// <summary>It wants <c>_editoragent/review/changed</c>.</summary>
    public int? Review { get; init; }

    /// <summary>The user has not trusted the workspace in the editor: the whole connection only reads.</summary>
    public bool? Restricted { get; init; }
}
