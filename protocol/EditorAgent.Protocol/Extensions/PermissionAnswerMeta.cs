namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="ClientMethods.RequestPermissionOutcome.Selected"/>.</summary>
public sealed record PermissionAnswerMeta
{
    public required PermissionAnswerDetails Editoragent { get; init; }
}
