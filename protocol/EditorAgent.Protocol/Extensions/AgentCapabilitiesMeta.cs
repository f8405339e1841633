namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="Lifecycle.AgentCapabilities"/>. A client that does not find the member must not call an extension method.</summary>
public sealed record AgentCapabilitiesMeta
{
    public required EditorAgentCapabilities Editoragent { get; init; }
}
