using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>Nobody is there to ask: whatever would be asked is not done, and the model is told so.</summary>
internal sealed class UnattendedPrompt : IPermissionPrompt
{
    public bool IsPerson => false;

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<PermissionAnswer>(new PermissionAnswer.Unattended());
}
