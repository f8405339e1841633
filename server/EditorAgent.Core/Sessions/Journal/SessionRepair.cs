using System.Security.Cryptography;
using EditorAgent.Core.Models;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What loading adds to a session whose process died: every open call gets its one result, the open turn its end, unless a question to the person is open.</summary>
internal static class SessionRepair
{
    private const string NeverStarted = "interrupted: never started";
    private const string NotAnswered = "Not run: it was never allowed; the user went on without answering.";
    private const string Unanswered = "interrupted: EditorAgent was closed before the user answered. Nothing is decided; ask again where the answer still matters.";
    private const string OutcomeUnknown = "interrupted while running; outcome unknown: verify before trying again";

    /// <summary>
    /// Where the process died while a person was asked, the question stays open: only the calls before it are ended, the turn rests.
    /// </summary>
    public static IEnumerable<SessionEvent.Durable> Of(SessionState state)
    {
        var pending = state.PendingApproval is { RequestId: not null } asked ? asked.CallId : (ToolCallId?)null;
        foreach (var open in state.OpenCalls)
        {
            if (open.Call.Id == pending && open is { IsStarted: false, Result: null } && state.CurrentTurn is not null)
            {
                yield break;
            }

            if (open.Result is null)
            {
                var done = open.Intended.Where(intended => !IsRecorded(state, intended) && IsDone(intended)).ToList();
                foreach (var change in done)
                {
                    yield return change;
                }

                var text = IsQuestion(open.Call.Name) ? Unanswered
                    : !open.IsStarted ? NeverStarted
                    : done.Count == 0 ? OutcomeUnknown
                    : $"interrupted; already changed: {string.Join(", ", done.Select(change => change.Path.Relative))}";
                yield return new SessionEvent.ToolCallEnded(open.Call.Id, open.Call.Name, [new ContentPart.Text(text)], true, null);
            }
        }

        if (state.CurrentTurn is { } turn)
        {
            yield return new SessionEvent.TurnEnded(turn, StopReason.Cancelled, "interrupted");
        }
    }

    /// <summary>Closes what rests on a question, because the user has gone on to something else.</summary>
    public static IEnumerable<SessionEvent.Durable> Abandon(SessionState state)
    {
        foreach (var open in state.OpenCalls)
        {
            if (open.Result is null)
            {
                yield return new SessionEvent.ToolCallEnded(open.Call.Id, open.Call.Name, [new ContentPart.Text(NotAnswered)], true, null);
            }
        }

        if (state.CurrentTurn is { } turn)
        {
            yield return new SessionEvent.TurnEnded(turn, StopReason.Cancelled, "the user went on without answering");
        }
    }

    private static bool IsQuestion(string tool) => tool is "ask_user" or "exit_plan";

    private static bool IsRecorded(SessionState state, SessionEvent.FileChanged intended) => state.Turns
        .Any(turn => turn.Id == intended.Turn && turn.Changes.Any(change => change.CallId == intended.CallId && change.Path == intended.Path));

    /// <summary>Whether the file is what the call wanted it to become; only its hash is looked at.</summary>
    private static bool IsDone(SessionEvent.FileChanged intended)
    {
        using var handle = RegularFile.TryOpen(intended.Path.Absolute);
        if (handle is null)
        {
            return intended.After is null && !Path.Exists(intended.Path.Absolute);
        }

        using var stream = new FileStream(handle, FileAccess.Read, 0);
        return intended.After != intended.Before && intended.After?.Value == Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Tells the user of damage, once.</summary>
    public static SessionEvent.Notice? NoticeOf(JournalLoad load)
    {
        var title = $"{load.DamagedRecords} damaged record(s) of this session were skipped";
        return load.DamagedRecords == 0 || load.LastNotice == title
            ? null
            : new SessionEvent.Notice(NoticeSeverity.Warning, title, "The rest is complete. The damaged lines stay in the journal file.");
    }
}
