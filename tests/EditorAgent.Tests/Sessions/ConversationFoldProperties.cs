using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class ConversationFoldProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(80);
    private static readonly SessionState Empty = new() { Id = new("x"), WorkingDirectory = "/w" };
    private static readonly Arbitrary<int[]> Choices = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void Apply_WhenAProcessDiesAnywhere_IsValidAfterRepair() =>
        Prop.ForAll(Choices, choices =>
        {
            var state = Empty;
            foreach (var happened in Lawful(choices))
            {
                state = ConversationFold.Apply(state, happened, default);
                ConversationRules.Check(state.Conversation);
                var repaired = SessionRepair.Of(state).Aggregate(state, (before, repair) => ConversationFold.Apply(before, repair, default));
                ConversationRules.Check(repaired.Conversation);
                if (repaired.PendingApproval is { } pending)
                {
                    // The question rests: its call has no result yet, every call before it has, and its turn is open.
                    var index = repaired.OpenCalls.ToList().FindIndex(open => open.Call.Id == pending.CallId);
                    Assert.All(repaired.OpenCalls[..index], open => Assert.NotNull(open.Result));
                    Assert.Null(repaired.OpenCalls[index].Result);
                    Assert.False(repaired.OpenCalls[index].IsStarted);
                    Assert.NotNull(repaired.CurrentTurn);
                    repaired = SessionRepair.Abandon(repaired).Aggregate(repaired, (before, end) => ConversationFold.Apply(before, end, default));
                    ConversationRules.Check(repaired.Conversation);
                }

                Assert.Null(repaired.PendingApproval);
                Assert.Empty(repaired.OpenCalls);
                Assert.Null(repaired.CurrentTurn);

                // Nothing that is in the conversation is lost by the repair.
                Assert.True(repaired.Conversation.Count >= state.Conversation.Count + state.OpenCalls.Length);
            }
        }).Check(Often);

    [Fact]
    public void Apply_WhenRecordsAreLostOrOutOfOrder_IsValidAllTheSame() =>
        Prop.ForAll(Choices, choices =>
        {
            var state = Empty;
            foreach (var happened in Lawless(choices))
            {
                state = ConversationFold.Apply(state, happened, default);
                ConversationRules.Check(state.Conversation);
            }
        }).Check(Often);

    [Fact]
    public void Apply_WhenReadFromTheJournal_IsTheSameAsLive() =>
        Prop.ForAll(Choices, choices =>
        {
            var live = Empty;
            var read = Empty;
            var encoder = new JournalEncoder();
            foreach (var happened in Lawful(choices))
            {
                live = ConversationFold.Apply(live, happened, DateTimeOffset.UnixEpoch);
                encoder.Clear();
                encoder.Add(1, DateTimeOffset.UnixEpoch, happened);
                var record = (JournalRecord.Happened)JournalLine.Read(encoder.Lines[..^1].ToArray())!;
                read = ConversationFold.Apply(read, record.Event, record.At);
            }

            Assert.Equivalent(live, read, strict: true);
        }).Check(Often);

    /// <summary>What a loop can do, by the dice: calls end in any order, the user speaks at any time.</summary>
    private static IEnumerable<SessionEvent.Durable> Lawful(int[] choices)
    {
        var open = new List<string>();
        var turns = 0;
        var inTurn = false;
        for (var i = 0; i < choices.Length; i++)
        {
            var die = (choices[i] & int.MaxValue) % 12;
            if (!inTurn)
            {
                inTurn = true;
                yield return new SessionEvent.TurnStarted(new($"t{++turns}"));
                continue;
            }

            switch (die)
            {
                case 0:
                    yield return Says($"u{i}");
                    break;
                case 1:
                    yield return new SessionEvent.Reminder($"r{i}");
                    break;
                case 2 when open.Count > 0:
                    yield return Starts(open[i % open.Count]);
                    break;
                case 3 when open.Count > 0:
                    yield return Asks(open[i % open.Count]);
                    break;
                case 4 when open.Count > 0:
                    yield return new SessionEvent.PermissionDecided(new(open[i % open.Count]), PermissionDecision.Allow, "user", null);
                    break;
                case < 8 when open.Count > 0:
                    var ended = open[i % open.Count];
                    open.Remove(ended);
                    yield return Ends(ended, $"e{i}");
                    break;
                case < 8:
                    open.AddRange(Enumerable.Range(0, die % 4).Select(n => $"c{i}-{n}"));
                    yield return Answers(die == 2 ? "" : $"a{i}", [.. open]);
                    break;
                case 8 when open.Count == 0:
                    inTurn = false;
                    yield return new SessionEvent.TurnEnded(new($"t{turns}"), StopReason.EndTurn, null);
                    break;
                case 9:
                    yield return Shortens($"n{i}", i % 3);
                    break;
                case 10:
                    yield return Prunes([.. Enumerable.Range(0, i).Select(n => $"c{n}-0")]);
                    break;
                default:
                    yield return new SessionEvent.TitleChanged($"title {i}");
                    break;
            }
        }
    }

    /// <summary>Any event at any time, each call named once only.</summary>
    private static IEnumerable<SessionEvent.Durable> Lawless(int[] choices)
    {
        for (var i = 0; i < choices.Length; i++)
        {
            var die = choices[i] & int.MaxValue;
            yield return (die % 10) switch
            {
                9 => Shortens($"n{i}", die % 7),
                8 => Prunes($"c{die % (i + 1)}-0", "unknown"),
                7 => Asks($"c{die % (i + 1)}-0"),
                0 => Says($"u{i}"),
                1 => new SessionEvent.TurnStarted(new($"t{die % 5}")),
                2 => new SessionEvent.TurnEnded(new($"t{die % 5}"), StopReason.EndTurn, null),
                3 => Starts($"c{die % (i + 1)}-0"),
                4 => Answers($"a{i}", [.. Enumerable.Range(0, die % 4).Select(n => $"c{i}-{n}")]),
                _ => Ends($"c{(die / 7) % (i + 1)}-{die % 3}"),
            };
        }
    }
}
