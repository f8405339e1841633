using EditorAgent.Core.Models;
using Xunit;

namespace EditorAgent.Tests.Sessions;

/// <summary>What vendors demand of a conversation.</summary>
internal static class ConversationRules
{
    public static void Check(IReadOnlyList<Message> conversation)
    {
        var seen = new HashSet<ToolCallId>();
        for (var i = 0; i < conversation.Count; i++)
        {
            switch (conversation[i])
            {
                case Message.User user:
                    Assert.NotEmpty(user.Content);
                    break;
                case Message.Assistant answer:
                    Assert.Contains(answer.Parts, part => part is AssistantPart.ToolCall or AssistantPart.Text { Value.Length: > 0 });
                    var calls = answer.ToolCalls.ToList();
                    Assert.All(calls, call => Assert.True(seen.Add(call.Id), $"{call.Id} twice"));
                    var results = conversation.Skip(i + 1).Take(calls.Count).Select(message => (message as Message.ToolResult)?.CallId);
                    Assert.Equal(calls.Select(call => (ToolCallId?)call.Id), results);
                    i += calls.Count;
                    break;
                case Message.ToolResult result:
                    Assert.Fail($"The result of {result.CallId} does not follow its call.");
                    break;
            }
        }
    }
}
