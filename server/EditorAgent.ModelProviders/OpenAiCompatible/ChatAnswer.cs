using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>Puts one answer together from the chunks of a chat-completions stream.</summary>
internal sealed class ChatAnswer : IEventReader
{
    private readonly TransportFailures failures;
    private readonly TimeProvider timeProvider;
    private readonly ChatReasoning reasoning;
    private readonly ChatToolCalls calls;
    private readonly LeakedToolCalls? leaked;
    private readonly StringBuilder text = new();
    private readonly ChatUsage usage = new();
    private string? finishReason;

    public ChatAnswer(ChatDialect dialect, ReasoningKey reasoningKey, TransportFailures failures, TimeProvider timeProvider)
    {
        this.failures = failures;
        this.timeProvider = timeProvider;
        this.reasoning = new ChatReasoning(reasoningKey);
        this.calls = new ChatToolCalls(timeProvider);
        this.leaked = dialect == ChatDialect.Generic ? new LeakedToolCalls() : null;
    }

    /// <summary>What arrived since the list was last cleared.</summary>
    public List<ModelEvent> Ready { get; } = [];

    /// <summary>The vendor said that nothing follows.</summary>
    public bool IsEnded { get; private set; }

    public void Accept(string name, ReadOnlySpan<byte> data)
    {
        if (data.Trim(" \r\n"u8).SequenceEqual("[DONE]"u8))
        {
            this.IsEnded = true;
            return;
        }

        if (data.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(data.ToArray(), WireJson.Reading);
        var chunk = document.RootElement;
        if (name == "error" || FailureBody.HoldsError(chunk))
        {
            throw this.failures.Refused(200, Encoding.UTF8.GetString(data), null);
        }

        this.AcceptChunk(chunk);
    }

    /// <exception cref="ModelException">The answer is not whole, or there is nothing in it.</exception>
    public ModelEvent.Completed Complete()
    {
        if (this.finishReason is null or "error")
        {
            throw this.failures.BrokeOff();
        }

        var parts = this.Parts();
        var hasCalls = parts.Any(part => part is AssistantPart.ToolCall);
        var reason = Reason(this.finishReason, hasCalls);
        if (!hasCalls && this.text.Length == 0 && reason != FinishReason.Length)
        {
            throw reason == FinishReason.ContentFilter ? this.failures.Filtered() : this.failures.Empty();
        }

        return new ModelEvent.Completed(new Message.Assistant(parts), reason, this.usage.Value);
    }

    private static FinishReason Reason(string finishReason, bool hasCalls) => finishReason switch
    {
        "length" or "max_tokens" => FinishReason.Length,
        "content_filter" => FinishReason.ContentFilter,
        _ => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
    };

    private void AcceptChunk(JsonElement chunk)
    {
        if (chunk.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (chunk.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            this.AcceptChoice(choices[0]);
        }

        if (WireJson.Object(chunk, "usage") is { } counted)
        {
            this.usage.Accept(counted);
        }
    }

    private void AcceptChoice(JsonElement choice)
    {
        if (WireJson.Object(choice, "delta") is { } delta)
        {
            this.reasoning.Accept(delta, this.Ready);
            this.AcceptText(WireJson.Text(delta, "content"));
            if (delta.TryGetProperty("tool_calls", out var fragments) && fragments.ValueKind == JsonValueKind.Array)
            {
                foreach (var fragment in fragments.EnumerateArray())
                {
                    this.calls.Accept(fragment, this.Ready);
                }
            }
        }

        if (WireJson.Text(choice, "finish_reason") is { Length: > 0 } reason)
        {
            this.finishReason = reason;
        }

        if (WireJson.Object(choice, "usage") is { } counted)
        {
            this.usage.Accept(counted);
        }
    }

    private void AcceptText(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return;
        }

        this.Emit(this.leaked is null ? piece : this.leaked.Pass(piece));
    }

    private void Emit(string piece)
    {
        if (piece.Length == 0)
        {
            return;
        }

        this.text.Append(piece);
        this.Ready.Add(new ModelEvent.TextDelta(piece));
    }

    private ImmutableArray<AssistantPart> Parts()
    {
        var toolCalls = this.calls.ToParts().ToList();
        if (this.leaked is not null)
        {
            this.Emit(this.leaked.Finish(toolCalls, this.timeProvider));
        }

        var parts = ImmutableArray.CreateBuilder<AssistantPart>();
        this.reasoning.AddTo(parts);
        if (this.text.Length > 0)
        {
            parts.Add(new AssistantPart.Text(this.text.ToString()));
        }

        parts.AddRange(toolCalls);
        return parts.ToImmutable();
    }
}
