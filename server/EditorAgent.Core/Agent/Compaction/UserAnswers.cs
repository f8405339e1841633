using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>What the user answered when the model asked: their words too, though they stand in the results of calls.</summary>
internal static class UserAnswers
{
    private const long LongestAnswer = 300;

    /// <summary>One message for each, in order, cut to what a choice or a sentence takes.</summary>
    public static ImmutableArray<Message.User> In(IEnumerable<Message> messages) =>
    [
        .. messages.OfType<Message.ToolResult>()
            .Where(AnswersFold.IsIn)
            .Select(result => new Message.User([new ContentPart.Text($"[{result.ToolName}]"), .. OutputPruning.Cut(result.Content, LongestAnswer)])),
    ];
}
