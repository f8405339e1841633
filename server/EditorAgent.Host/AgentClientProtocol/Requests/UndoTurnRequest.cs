using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Sessions;
using StopReason = EditorAgent.Protocol.Sessions.StopReason;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Takes back the file changes of a turn: as an extension method, and as <c>/undo</c> for clients that know no extensions.</summary>
internal static class UndoTurnRequest
{
    public static async Task<UndoTurnResult> AnswerAsync(AcpSession session, string? turnId, CancellationToken cancellationToken) =>
        View(session, await UndoAsync(session, turnId, cancellationToken));

    public static UndoTurnResult View(AcpSession session, UndoOutcome outcome)
    {
        var root = session.Agent.Session.State.WorkingDirectory;
        return new UndoTurnResult
        {
            Restored = [.. outcome.Restored.Select(path => Path.GetFullPath(path, root))],
            Conflicts = [.. outcome.Conflicts.Select(path => Path.GetFullPath(path, root))],
            UndoTurnId = outcome.UndoTurn?.Value,
        };
    }

    public static async Task<PromptResult> AsPromptAsync(AcpSession session, CancellationToken cancellationToken)
    {
        var text = LastChangingTurn(session) is null
            ? "No turn of this session changed a file; there is nothing to take back."
            : Describe(await UndoAsync(session, null, cancellationToken));
        session.Updates.Post(Chunks.Agent(text, $"undo_{Guid.CreateVersion7():N}"));
        await session.Updates.DrainAsync().WaitAsync(cancellationToken);
        return new PromptResult { StopReason = StopReason.EndTurn };
    }

    private static async Task<UndoOutcome> UndoAsync(AcpSession session, string? turnId, CancellationToken cancellationToken)
    {
        if (session.IsRunning)
        {
            throw AcpErrors.InvalidRequest("A turn is running. Wait for its end or cancel it, then undo.");
        }

        var turn = turnId is null ? LastChangingTurn(session) : session.Agent.Session.State.Turns.Find(turn => turn.Id.Value == turnId)?.Id;
        if (turn is not { } known)
        {
            throw AcpErrors.InvalidParams(turnId is null
                ? "No turn of this session changed a file; there is nothing to take back."
                : $"There is no turn '{turnId}' in this session.");
        }

        return await session.Agent.UndoTurnAsync(known, cancellationToken);
    }

    private static TurnId? LastChangingTurn(AcpSession session) => session.Agent.Session.State.LastChangingTurn?.Id;

    private static string Describe(UndoOutcome outcome)
    {
        var restored = outcome.Restored.Select(path => $"- restored `{path}`");
        var kept = outcome.Conflicts.Select(path => $"- kept `{path}`: it was changed after the agent's edit");
        return string.Join('\n', [$"Undo of the last turn's file changes:", .. restored, .. kept]);
    }
}
