using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>What a conversation is shortened to: words of the user, the project's notes, the note on the rest, and what came after the last answer.</summary>
/// <param name="Messages">What takes the conversation's place.</param>
/// <param name="Tail">How many messages at its end stay as they are.</param>
internal sealed record ShortConversation(ImmutableArray<Message.User> Messages, int Tail)
{
    public static ShortConversation Of(SessionState state, string note, ImmutableArray<string> running, CompactionBudget budget)
    {
        var tail = TailOf(state.Conversation, budget.Tail);
        var kept = state.Conversation.Skip(state.Conversation.Count - tail).ToHashSet(ReferenceEqualityComparer.Instance);
        return new ShortConversation(
            [
                .. KeptWords.Of([.. state.UserWords.Where(words => !kept.Contains(words))], budget.Words, budget.OldestWords),
                .. Instructions(state, budget.Instructions),
                .. Skills(state),
                HandoffMessage.For(state, note, running, budget),
            ],
            tail);
    }

    /// <summary>What the model has not answered yet stays whole, with all that was attached, where there is room.</summary>
    private static int TailOf(AppendOnlyList<Message> conversation, long budget)
    {
        var count = 0;
        while (count < conversation.Count && conversation[conversation.Count - 1 - count] is Message.User)
        {
            count++;
        }

        return count < conversation.Count && TokenEstimate.Of(conversation.Skip(conversation.Count - count)) <= budget ? count : 0;
    }

    private static ImmutableArray<Message.User> Skills(SessionState state) =>
        state.Skills is { } skills ? [new Message.User([new ContentPart.Text(GuidanceMessages.Of(state.Id, skills))])] : [];

    private static IEnumerable<Message.User> Instructions(SessionState state, long budget)
    {
        var inForce = state.Instructions.Where(read => !string.IsNullOrWhiteSpace(read.Text)).ToList();
        var isCut = inForce.Sum(read => TokenEstimate.Of(read.Text)) > budget;
        foreach (var read in inForce)
        {
            var shown = isCut ? read with { Text = CutText.To(read.Text, budget / inForce.Count) } : read;
            yield return new Message.User([new ContentPart.Text(GuidanceMessages.Of(state.Id, shown))]);
        }
    }
}
