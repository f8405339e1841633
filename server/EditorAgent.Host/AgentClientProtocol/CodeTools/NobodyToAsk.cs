using EditorAgent.Core.Tools;

namespace EditorAgent.Host.AgentClientProtocol.CodeTools;

/// <summary>A call that another agent makes through the editor: whatever would be asked is not done.</summary>
internal sealed class NobodyToAsk : IPermissionPrompt
{
    public bool IsPerson => false;

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<PermissionAnswer>(new PermissionAnswer.Unattended());
}
