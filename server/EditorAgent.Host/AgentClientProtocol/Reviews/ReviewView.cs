using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Review;
using EditorAgent.Core.Sessions;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Reviews;

/// <summary>Changes under review as the wire has them.</summary>
internal static class ReviewView
{
    /// <summary>Characters of a hunk's text beyond which it is left out; no client shows more in place.</summary>
    private const int MostOfText = 64 * 1024;

    public static ChangedFile Of(ReviewFile file) => new()
    {
        Path = file.Path.Absolute,
        Standing = file.Standing switch
        {
            ReviewStanding.Created => FileStanding.Created,
            ReviewStanding.Deleted => FileStanding.Deleted,
            _ => FileStanding.Changed,
        },
        Hunks = [.. file.Hunks.Select(Of)],
        Obstacle = file.Obstacle,
    };

    public static ChangingTurn Of(SessionTurn turn) => new()
    {
        TurnId = turn.Id.Value,
        StartedAt = turn.StartedAt.ToString("O", CultureInfo.InvariantCulture),
        Files = turn.Changes.Select(change => change.Path.Absolute).Distinct(StringComparer.Ordinal).Count(),
        IsUndone = turn.IsUndone,
    };

    public static JudgeChangesResult Of(ReviewOutcome outcome) => new()
    {
        Judged = outcome.Judged,
        Refused = [.. outcome.Refused.Select(refusal => new RefusedChange { Subject = refusal.Subject, Reason = refusal.Reason })],
        UndoTurnId = outcome.UndoTurn?.Value,
    };

    private static ChangedHunk Of(ReviewHunk hunk) => new()
    {
        HunkId = hunk.Id,
        OldStart = hunk.OldStart,
        OldCount = hunk.OldLines.Length,
        OldText = TextOf(hunk.OldLines),
        NewStart = hunk.NewStart,
        NewCount = hunk.NewLines.Length,
        NewText = TextOf(hunk.NewLines),
        Authors = [.. hunk.Authors.Select(author => new HunkAuthor { TurnId = author.Turn.Value, ToolCallId = author.Call.Value })],
        IsEdited = hunk.IsEdited,
    };

    private static string? TextOf(ImmutableArray<string> lines) => lines.Sum(line => (long)line.Length) <= MostOfText ? string.Concat(lines) : null;
}
