using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Composition;

/// <summary>Several agents of a session, one person: each question waits until the one before it is answered.</summary>
internal sealed class OneAtATimePrompt(IPermissionPrompt prompt) : IPermissionPrompt
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public bool IsPerson => prompt.IsPerson;

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        await this.turn.WaitAsync(cancellationToken);
        try
        {
            return await prompt.AskAsync(request, cancellationToken);
        }
        finally
        {
            this.turn.Release();
        }
    }
}
