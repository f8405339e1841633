namespace EditorAgent.Core.Tools;

/// <summary>What version control sees changed in a workspace. Nothing of the repository is run, and what rules withhold is left out.</summary>
public interface IWorkspaceChanges
{
    /// <summary>The work tree against the last commit. Throws only for cancellation.</summary>
    ValueTask<WorkspaceChanges> SinceLastCommitAsync(CancellationToken cancellationToken);
}
