using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>A model that says what a conversation file says, in process: the demo without a key, and tests without a network.</summary>
public sealed class ScriptedChatModel(ScriptedConversation conversation, ModelDescription description) : IChatModel
{
    public ScriptedChatModel(ScriptedConversation conversation)
        : this(conversation, new ModelDescription("scripted", "scripted", ContextWindow: 262_144, MaxCompletionTokens: 32_768))
    {
    }

    public ModelDescription Description { get; } = description;

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = conversation.Answer(request.System, request.Messages);
        yield return new ModelEvent.Accepted(null);
        foreach (var delta in Deltas(answer))
        {
            // Lets cancellation and other sessions in, as a network stream would.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return delta;
        }

        yield return new ModelEvent.Completed(ToMessage(answer), answer.Finish, answer.Usage);
    }

    private static IEnumerable<ModelEvent> Deltas(ScriptedAnswer answer)
    {
        foreach (var piece in ScriptedDeltas.Of(answer.Reasoning ?? ""))
        {
            yield return new ModelEvent.ReasoningDelta(piece);
        }

        foreach (var piece in ScriptedDeltas.Of(answer.Text ?? ""))
        {
            yield return new ModelEvent.TextDelta(piece);
        }

        for (var index = 0; index < answer.Calls.Length; index++)
        {
            yield return new ModelEvent.ToolCallDelta(index, answer.Calls[index].Name, "");
            foreach (var piece in ScriptedDeltas.Of(answer.Calls[index].RawArguments))
            {
                yield return new ModelEvent.ToolCallDelta(index, null, piece);
            }
        }
    }

    private static Message.Assistant ToMessage(ScriptedAnswer answer)
    {
        var parts = ImmutableArray.CreateBuilder<AssistantPart>();
        if (answer.Reasoning is not null)
        {
            parts.Add(new AssistantPart.Reasoning(answer.Reasoning, "reasoning_content", null));
        }

        if (!string.IsNullOrEmpty(answer.Text))
        {
            parts.Add(new AssistantPart.Text(answer.Text));
        }

        foreach (var call in answer.Calls)
        {
            // The vendor id repeats when a compaction takes calls out of the history; ours must not.
            parts.Add(new AssistantPart.ToolCall(new ToolCallId($"call_{Guid.NewGuid():N}"), call.VendorId, call.Name, call.RawArguments));
        }

        return new Message.Assistant(parts.ToImmutable());
    }
}
