using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// The conversation as the model gets it to write its note: as it was sent before where that fits, so that the vendor's cache holds; else with
/// old outputs cut, as far as it takes; else without its oldest part, of which what the user said stays. An answer and the results of its calls
/// are one: both stay or both go. The note of an earlier shortening stays.
/// </summary>
internal static class SummaryInput
{
    private const int LeastWorthCutting = 400;
    private const int LeastForWords = 80;

    /// <summary>What an output before the last exchange may keep, in tokens, from generous to hardly anything.</summary>
    private static readonly long[] OutputCaps = [1_000, 300, 80];

    public static IReadOnlyList<Message> Fit(SessionState state, long budget)
    {
        if (TokenEstimate.Of(state.Conversation) <= budget)
        {
            return state.Conversation;
        }

        IReadOnlyList<Message> conversation = state.Conversation;
        foreach (var cap in OutputCaps)
        {
            conversation = WithOldOutputsCut(state.Conversation, cap);
            if (TokenEstimate.Of(conversation) <= budget)
            {
                return conversation;
            }
        }

        return WithoutOldest(state, conversation, budget);
    }

    private static IReadOnlyList<Message> WithOldOutputsCut(IReadOnlyList<Message> conversation, long cap)
    {
        var last = StartOfGroup(conversation, conversation.Count);
        return [.. conversation.Select((message, index) => message is Message.ToolResult && index < last ? Cut(message, cap) : message)];
    }

    private static IReadOnlyList<Message> WithoutOldest(SessionState state, IReadOnlyList<Message> conversation, long budget)
    {
        var earlier = state.Compaction is { Messages.Length: var count and > 0 } ? count - 1 : -1;
        var note = earlier >= 0 ? new Message.User(OutputPruning.Cut(((Message.User)conversation[earlier]).Content, budget / 3)) : null;
        var left = budget - (note is null ? 0 : TokenEstimate.Of(note));
        var forWords = Math.Min(left / 4, TokenEstimate.Of(state.UserWords) + TokenEstimate.Of(UserAnswers.In(conversation)));
        left -= forWords;
        var groups = new List<ImmutableArray<Message>>();
        var end = conversation.Count;
        while (end > earlier + 1)
        {
            var start = StartOfGroup(conversation, end);
            ImmutableArray<Message> group = [.. conversation.Skip(start).Take(end - start)];
            if (TokenEstimate.Of(group) > left)
            {
                group = left >= LeastWorthCutting ? Cut(group, left) : [];
            }

            if (group.IsEmpty || TokenEstimate.Of(group) > left)
            {
                break;
            }

            left -= TokenEstimate.Of(group);
            groups.Add(group);
            end = start;
        }

        groups.Reverse();
        IReadOnlyList<Message> shown = [.. groups.SelectMany(group => group)];
        var missing = end - earlier - 1;
        var answers = UserAnswers.In(conversation.Skip(earlier + 1).Take(missing));
        var words = WordsBeside(state, shown, forWords - TokenEstimate.Of(answers));
        return
        [
            .. words,
            .. note is null ? Enumerable.Empty<Message>() : [note],
            .. missing > 0 ? [Gap(missing), .. TokenEstimate.Of(answers) <= forWords ? answers : []] : Enumerable.Empty<Message>(),
            .. shown,
        ];
    }

    /// <summary>What the user said before, as a shortened conversation would keep it: where the task stands, and the newest.</summary>
    private static ImmutableArray<Message.User> WordsBeside(SessionState state, IReadOnlyList<Message> shown, long budget)
    {
        var there = shown.ToHashSet(ReferenceEqualityComparer.Instance);
        ImmutableArray<Message.User> words = [.. state.UserWords.Where(said => !there.Contains(said))];
        return words.IsEmpty || (budget < LeastForWords && TokenEstimate.Of(words) > budget) ? [] : KeptWords.Of(words, budget, budget / 3);
    }

    private static int StartOfGroup(IReadOnlyList<Message> conversation, int end)
    {
        var start = end - 1;
        while (start > 0 && conversation[start] is Message.ToolResult)
        {
            start--;
        }

        return start;
    }

    private static ImmutableArray<Message> Cut(ImmutableArray<Message> group, long tokens)
    {
        var share = tokens / (2 * group.Length);
        return [.. group.Select(message => Cut(message, share))];
    }

    private static Message Cut(Message message, long tokens) => message switch
    {
        Message.User user => new Message.User(OutputPruning.Cut(user.Content, tokens)),
        Message.ToolResult result => result with { Content = OutputPruning.Cut(result.Content, tokens) },
        Message.Assistant answer => new Message.Assistant([.. answer.Parts.Where(part => part is not AssistantPart.Reasoning).Select(part => Cut(part, tokens / answer.Parts.Length))]),
        _ => message,
    };

    /// <summary>Arguments that were cut would be no JSON any longer.</summary>
    private static AssistantPart Cut(AssistantPart part, long tokens) => part switch
    {
        AssistantPart.Text text => new AssistantPart.Text(CutText.To(text.Value, tokens)),
        AssistantPart.ToolCall call when TokenEstimate.Of(call.RawArguments) > tokens =>
            call with { RawArguments = string.Create(CultureInfo.InvariantCulture, $$"""{"left_out":"{{call.RawArguments.Length}} characters"}""") },
        _ => part,
    };

    private static Message.User Gap(int missing) => new(
    [
        new ContentPart.Text(string.Create(CultureInfo.InvariantCulture, $"[{missing} earlier message(s) of this conversation are left out here: they no longer fit your window. What the user said in them is shown.]")),
    ]);
}
