using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>
/// Collects an answer's reasoning to be echoed verbatim. A field that came empty is kept as an empty part. Relays that give the same
/// text twice, plain and as details, have it shown once and echoed in both forms.
/// </summary>
internal sealed class ChatReasoning(ReasoningKey key)
{
    private readonly StringBuilder text = new();
    private readonly ReasoningDetails details = new();
    private string? textKey;

    public void Accept(JsonElement delta, List<ModelEvent> ready)
    {
        var piece = this.TextOf(delta, ReasoningKey.Default) ?? this.TextOf(delta, ReasoningKey.Plain);
        if (!string.IsNullOrEmpty(piece))
        {
            this.text.Append(piece);
            ready.Add(new ModelEvent.ReasoningDelta(piece));
        }

        if (delta.TryGetProperty(ReasoningKey.Details, out var more) && more.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in more.EnumerateArray())
            {
                this.details.Add(detail);
            }
        }
    }

    public void AddTo(ImmutableArray<AssistantPart>.Builder parts)
    {
        if (this.textKey is not null)
        {
            parts.Add(new AssistantPart.Reasoning(this.text.ToString(), this.textKey, null));
        }

        if (this.details.ToJson() is { } json)
        {
            parts.Add(new AssistantPart.Reasoning(json, ReasoningKey.Details, null));
        }
    }

    private string? TextOf(JsonElement delta, string name)
    {
        // The first key that the answer uses is its key; a relay that repeats the text under a second one is not heard twice.
        if (this.textKey is not null && this.textKey != name)
        {
            return null;
        }

        if (WireJson.Text(delta, name) is not { } piece)
        {
            return null;
        }

        this.textKey = name;
        key.Learnt = name;
        return piece;
    }
}
