namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="Lifecycle.ClientCapabilities"/>.</summary>
public sealed record ClientCapabilitiesMeta
{
    public required EditorAgentClientCapabilities Editoragent { get; init; }
}
