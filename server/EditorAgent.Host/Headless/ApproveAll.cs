using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>The user said <c>--yes</c>: what would be asked is approved, once each. Deny rules never get here. It says nothing of trust: nobody
/// has looked at the workspace.</summary>
internal sealed class ApproveAll : IPermissionPrompt
{
    public bool IsPerson => false;

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<PermissionAnswer>(new PermissionAnswer.AllowOnce());
}
