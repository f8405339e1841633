using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>Adds up what a session's answers, its title, its summaries and its subagents took, turn by turn and model by model, out of its journal.</summary>
public static class UsageLedger
{
    /// <returns>Turns that asked a model, in their order.</returns>
    public static ImmutableArray<TurnUsage> Of(IEnumerable<SessionEnvelope> history)
    {
        var turns = ImmutableArray.CreateBuilder<TurnUsage>();
        var model = "";
        foreach (var envelope in history)
        {
            switch (envelope.Event)
            {
                case SessionEvent.ModelChanged changed:
                    model = changed.ModelId;
                    break;
                case SessionEvent.TurnStarted started:
                    turns.Add(Empty(started.Turn, envelope.At));
                    break;
                case SessionEvent.AssistantMessage answer:
                    model = answer.Model ?? model;
                    Add(model, answer.Usage, envelope.At);
                    break;
                case SessionEvent.Compacted compacted:
                    Add(compacted.ModelId ?? model, compacted.Usage, envelope.At);
                    break;
                case SessionEvent.TitleAsked title:
                    Add(title.ModelId, title.Usage, envelope.At);
                    break;
                case SessionEvent.SubagentReported reported:
                    Add(model, reported.Usage, envelope.At);
                    break;
            }
        }

        turns.RemoveAll(turn => turn.ByModel.IsEmpty);
        return turns.DrainToImmutable();

        void Add(string of, TokenUsage usage, DateTimeOffset at)
        {
            if (usage == default)
            {
                return;
            }

            if (turns.Count == 0)
            {
                turns.Add(Empty(null, at));
            }

            turns[^1] = With(turns[^1], of, usage);
        }
    }

    private static TurnUsage Empty(TurnId? turn, DateTimeOffset at) => new(turn, at, ImmutableSortedDictionary.Create<string, TokenUsage>(StringComparer.Ordinal));

    private static TurnUsage With(TurnUsage turn, string model, TokenUsage usage) =>
        turn with { ByModel = turn.ByModel.SetItem(model, turn.ByModel.GetValueOrDefault(model) + usage) };
}
