using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>
/// Tells the user, once a session, that nothing keeps programs in. What is known without trying is told at once; trying takes a moment
/// and waits until the model has answered and calls a tool, so that it delays no first request.
/// </summary>
/// <param name="sandbox">Null where the session starts no programs.</param>
internal sealed class SandboxNotice(Sandbox? sandbox, Workspace workspace, Session session)
{
    private bool isSettled;

    public void TellWhatIsKnown()
    {
        if (sandbox?.KnownAbsence is { } reason)
        {
            this.Tell(reason);
        }
    }

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        if (this.isSettled || sandbox is null)
        {
            return;
        }

        var status = await sandbox.StatusAsync(workspace.RealRoots, cancellationToken);
        if (status.Reason is { } reason)
        {
            this.Tell(reason);
        }

        this.isSettled = true;
    }

    private void Tell(string reason)
    {
        if (!this.isSettled)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "No sandbox: every command asks", $"no sandbox: {reason}; every command asks"));
            this.isSettled = true;
        }
    }
}
