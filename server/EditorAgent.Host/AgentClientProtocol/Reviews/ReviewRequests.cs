using EditorAgent.Core.Review;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Reviews;

/// <summary>Answers what clients ask about changes that nobody has judged yet.</summary>
internal static class ReviewRequests
{
    public static async Task<ListChangesResult> ListAsync(AcpSession session, CancellationToken cancellationToken) => new()
    {
        Files = [.. (await session.Agent.Changes.ListAsync(cancellationToken)).Select(ReviewView.Of)],
        Turns = [.. session.Agent.Session.State.Turns.Where(turn => turn.Changes.Count > 0).Select(ReviewView.Of)],
    };

    public static async Task<JudgeChangesResult> KeepAsync(AcpSession session, KeepChangesParams wanted, CancellationToken cancellationToken) =>
        ReviewView.Of(await session.Agent.Changes.KeepAsync(SelectionOf(wanted.HunkIds, wanted.Path), cancellationToken));

    public static async Task<JudgeChangesResult> UndoAsync(AcpSession session, UndoChangesParams wanted, CancellationToken cancellationToken) =>
        ReviewView.Of(await session.Agent.Changes.UndoAsync(SelectionOf(wanted.HunkIds, wanted.Path), cancellationToken));

    public static async Task<ReadBaselineResult> BaselineAsync(AcpSession session, string path, CancellationToken cancellationToken) =>
        new() { Text = await session.Agent.Changes.BaselineTextAsync(path, cancellationToken) };

    public static async Task<UndoTurnResult> RestoreAsync(AcpSession session, string turnId, CancellationToken cancellationToken)
    {
        if (session.IsRunning)
        {
            throw AcpErrors.InvalidRequest("A turn is running. Wait for its end or cancel it, then restore.");
        }

        var turn = session.Agent.Session.State.Turns.Find(turn => turn.Id.Value == turnId)
            ?? throw AcpErrors.InvalidParams($"There is no turn '{turnId}' in this session. The turns are in the result of _editoragent/review/list.");
        return UndoTurnRequest.View(session, await session.Agent.RestoreAsync(turn.Id, cancellationToken));
    }

    private static ReviewSelection SelectionOf(IReadOnlyList<string>? hunks, string? path) => (hunks, path) switch
    {
        ({ } ids, null) => new ReviewSelection.Hunks([.. ids]),
        (null, { } file) => new ReviewSelection.File(file),
        (null, null) => new ReviewSelection.Everything(),
        _ => throw AcpErrors.InvalidParams("Name either hunkIds or a path, not both."),
    };
}
