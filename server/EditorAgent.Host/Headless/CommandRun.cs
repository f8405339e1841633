using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Headless;

/// <summary>A prompt that is a command and begins no turn: answered on one's own, or an act on the session that is gone on with.</summary>
internal static class CommandRun
{
    private static readonly TurnOutcome Done = new(StopReason.EndTurn, null, null, 0, 0, default, null, 0);

    /// <summary>Whether a prompt is one.</summary>
    /// <exception cref="UserFacingException">It is one, and cannot be carried out with these options.</exception>
    public static bool Is(string prompt, HeadlessRequest request)
    {
        var acts = SessionCommand.In(prompt) is not null;
        if (!acts && !CommandBook.IsAnswered(prompt))
        {
            return false;
        }

        var name = prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0];
        if (request.OutputSchema is not null)
        {
            throw new UserFacingException(ExitCode.Usage, $"{name} is answered in words, not in the form that --output-schema asks for. Leave that option out. Nothing was started.");
        }

        return !acts || request.Continue || request.Session is not null
            ? true
            : throw new UserFacingException(ExitCode.Usage, $"{name} is about a session that exists: add --continue or --session ID. Nothing was started.");
    }

    /// <returns>How it ended, and what is said of it.</returns>
    public static async Task<(TurnOutcome Outcome, ExitCode Code, string Said)> CarryOutAsync(AgentSession agent, string prompt, CancellationToken cancellationToken)
    {
        switch (SessionCommand.In(prompt))
        {
            case SessionCommand.Undo:
                return await UndoAsync(agent, cancellationToken);
            case SessionCommand.Compact compact:
                var outcome = await agent.CompactAsync(compact.Wish, cancellationToken);
                var code = outcome is { Reason: StopReason.EndTurn, Error: not null } ? ExitCode.Failed : OutcomeReport.ExitCodeOf(outcome);
                return (outcome, code, CompactionText.Of(outcome, agent.Session.State));
            default:
                return (Done, ExitCode.Success, await agent.Commands.AnswerAsync(prompt, cancellationToken) ?? "");
        }
    }

    private static async Task<(TurnOutcome Outcome, ExitCode Code, string Said)> UndoAsync(AgentSession agent, CancellationToken cancellationToken)
    {
        if (agent.Session.State.LastChangingTurn is not { } turn)
        {
            return (Done, ExitCode.Success, "No turn of this session changed a file; there is nothing to take back.");
        }

        var undone = await agent.UndoTurnAsync(turn.Id, cancellationToken);
        string[] parts =
        [
            .. undone.Restored.IsEmpty ? (string[])[] : [$"restored {string.Join(", ", undone.Restored)}"],
            .. undone.Conflicts.IsEmpty ? (string[])[] : [$"kept {string.Join(", ", undone.Conflicts)}, which was changed after the agent's edit"],
        ];
        return (Done, undone.Conflicts.IsEmpty ? ExitCode.Success : ExitCode.Failed, $"Took back the last turn's changes: {string.Join("; ", parts)}.");
    }
}
