using System.Text;
using System.Text.Json;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>What the chunks of one answer show about the endpoint itself, apart from what they say.</summary>
internal sealed class ProbeStream
{
    private readonly List<string> callIds = [];

    public int Chunks { get; private set; }

    /// <summary>The end was said.</summary>
    public bool SawDone { get; private set; }

    public bool HasReasoning { get; private set; }

    public bool HasReasoningAfterContent { get; private set; }

    public bool HasContent { get; private set; }

    public bool HasContentAfterFinish { get; private set; }

    public bool IsMangled { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>The chunk that carried usage last, from 1; 0 when none did.</summary>
    public int UsageAt { get; private set; }

    public bool ReportsCache { get; private set; }

    public bool HasCallWithoutId { get; private set; }

    public IReadOnlyList<string> CallIds => this.callIds;

    public void Accept(ReadOnlySpan<byte> data)
    {
        if (data.Trim(" \r\n"u8).SequenceEqual("[DONE]"u8))
        {
            this.SawDone = true;
            return;
        }

        this.Chunks++;
        this.IsMangled |= data.IndexOf("\uFFFD"u8) >= 0 || !System.Text.Unicode.Utf8.IsValid(data);
        using var document = JsonDocument.Parse(data.ToArray(), WireJson.Reading);
        var chunk = document.RootElement;
        this.TakeUsage(WireJson.Object(chunk, "usage"));
        if (chunk.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            this.TakeChoice(choices[0]);
        }
    }

    private void TakeChoice(JsonElement choice)
    {
        this.TakeUsage(WireJson.Object(choice, "usage"));
        if (WireJson.Object(choice, "delta") is { } delta)
        {
            var content = WireJson.Text(delta, "content") is { Length: > 0 };
            var reasoning = WireJson.Text(delta, "reasoning_content") is { Length: > 0 } || WireJson.Text(delta, "reasoning") is { Length: > 0 };
            var calls = delta.TryGetProperty("tool_calls", out var fragments) && fragments.ValueKind == JsonValueKind.Array;
            this.HasReasoningAfterContent |= reasoning && this.HasContent;
            this.HasContentAfterFinish |= this.FinishReason is not null && (content || calls);
            this.HasReasoning |= reasoning;
            this.HasContent |= content;
            foreach (var fragment in calls ? fragments.EnumerateArray() : default)
            {
                this.TakeCall(fragment);
            }
        }

        this.FinishReason = WireJson.Text(choice, "finish_reason") is { Length: > 0 } reason ? reason : this.FinishReason;
    }

    private void TakeCall(JsonElement fragment)
    {
        if (WireJson.Object(fragment, "function") is not { } function || WireJson.Text(function, "name") is not { Length: > 0 })
        {
            return;
        }

        if (WireJson.Text(fragment, "id") is { Length: > 0 } id)
        {
            this.callIds.Add(id);
        }
        else
        {
            this.HasCallWithoutId = true;
        }
    }

    private void TakeUsage(JsonElement? usage)
    {
        if (usage is not { } counted)
        {
            return;
        }

        this.UsageAt = this.Chunks;
        this.ReportsCache |= WireJson.Number(counted, "cached_tokens") is not null
            || (WireJson.Object(counted, "prompt_tokens_details") is { } details && WireJson.Number(details, "cached_tokens") is not null);
    }
}
