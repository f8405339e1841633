using EditorAgent.Core.Tools;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>A resource is read without a word: what would have to be asked about is not read.</summary>
internal sealed class NobodyToAsk : IPermissionPrompt
{
    public bool IsPerson => false;

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<PermissionAnswer>(new PermissionAnswer.Unattended());
}
