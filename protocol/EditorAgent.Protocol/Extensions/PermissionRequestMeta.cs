namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="ClientMethods.RequestPermissionParams"/>.</summary>
public sealed record PermissionRequestMeta
{
    public required PermissionRequestReference Editoragent { get; init; }
}
