using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Scripted;
using Xunit;
using static EditorAgent.Tests.Scripted.Conversations;

namespace EditorAgent.Tests.Scripted;

public sealed class ScriptedChatModelTests
{
    private const string Yaml = """
        turns:
          - answer:
              reasoning: Thinking about it in words that do not fit into one delta.
              text: "A text with a 🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊 in it"
              calls:
                - {tool: read, arguments: {path: some/rather/long/path/that/needs/more/than/one/delta.cs}}
                - {tool: list, arguments: {}}
        """;

    [Fact]
    public async Task StreamAsync_OfAnAnswer_SendsSmallDeltasThatAddUpToTheMessage()
    {
        var model = new ScriptedChatModel(ScriptedConversation.Parse(Yaml, "test.yaml"));
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        var arguments = new StringBuilder[] { new(), new() };
        var names = new List<string>();
        ModelEvent.Completed? completed = null;

        await foreach (var item in model.StreamAsync(Request(User("go")), TestContext.Current.CancellationToken))
        {
            Assert.Null(completed);
            switch (item)
            {
                case ModelEvent.TextDelta delta:
                    Assert.InRange(delta.Text.Length, 1, 25);
                    Assert.False(char.IsHighSurrogate(delta.Text[^1]));
                    text.Append(delta.Text);
                    break;
                case ModelEvent.ReasoningDelta delta:
                    reasoning.Append(delta.Text);
                    break;
                case ModelEvent.ToolCallDelta delta:
                    arguments[delta.Index].Append(delta.ArgumentsDelta);
                    names.AddRange(delta.Name is null ? [] : [delta.Name]);
                    break;
                case ModelEvent.Completed last:
                    completed = last;
                    break;
            }
        }

        Assert.NotNull(completed);
        Assert.Equal(FinishReason.ToolCalls, completed.Reason);
        Assert.Equal(completed.Message.Text, text.ToString());
        Assert.Equal(((AssistantPart.Reasoning)completed.Message.Parts[0]).Value, reasoning.ToString());
        var calls = completed.Message.ToolCalls.ToArray();
        Assert.Equal(calls.Select(call => call.Name), names);
        Assert.Equal(calls.Select(call => call.RawArguments), arguments.Select(builder => builder.ToString()));
        Assert.NotEqual(calls[0].Id, calls[1].Id);
    }

    [Fact]
    public async Task StreamAsync_WhenCancelled_Stops()
    {
        var model = new ScriptedChatModel(ScriptedConversation.Parse(Yaml, "test.yaml"));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in model.StreamAsync(Request(User("go")), cancellation.Token))
            {
                if (++seen == 3)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal(3, seen);
    }
}
