using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Protocol.Tests.Schema;

/// <summary>The frames about changes under review.</summary>
internal static class ReviewFrames
{
    public static Transcript AddReview(this Transcript transcript, string session) => transcript
        .Request("client", EditorAgentMethods.ListChanges, new ListChangesParams { SessionId = session }, new ListChangesResult
        {
            Files =
            [
                new ChangedFile
                {
                    Path = "/w/a",
                    Standing = FileStanding.Changed,
                    Hunks =
                    [
                        new ChangedHunk
                        {
                            HunkId = "hunk_1", OldStart = 1, OldCount = 1, OldText = "a\n", NewStart = 1, NewCount = 0, NewText = "",
                            Authors = [new HunkAuthor { TurnId = "turn_1", ToolCallId = "c" }], IsEdited = false,
                        },
                    ],
                },
                new ChangedFile { Path = "/w/b", Standing = FileStanding.Created, Hunks = [], Obstacle = "too large" },
            ],
            Turns = [new ChangingTurn { TurnId = "turn_1", StartedAt = "2026-01-01T00:00:00Z", Files = 2, IsUndone = false }],
        })
        .Request("client", EditorAgentMethods.KeepChanges, new KeepChangesParams { SessionId = session, HunkIds = ["hunk_1"] }, new JudgeChangesResult { Judged = ["hunk_1"], Refused = [] })
        .Request("client", EditorAgentMethods.UndoChanges, new UndoChangesParams { SessionId = session, Path = "/w/a" }, new JudgeChangesResult
        {
            Judged = [], Refused = [new RefusedChange { Subject = "hunk_1", Reason = "edited" }], UndoTurnId = "review_1",
        })
        .Request("client", EditorAgentMethods.ReadBaseline, new ReadBaselineParams { SessionId = session, Path = "/w/a" }, new ReadBaselineResult { Text = "a\n" })
        .Request("client", EditorAgentMethods.Restore, new RestoreParams { SessionId = session, TurnId = "turn_1" }, new UndoTurnResult { Restored = [], Conflicts = [] })
        .Notify("agent", EditorAgentMethods.ChangesChanged, new ChangesChangedNotification { SessionId = session, Path = "/w/a" });
}
