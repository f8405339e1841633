using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>Puts one answer together from the events of a messages stream.</summary>
internal sealed class AnthropicAnswer(TransportFailures failures, TimeProvider timeProvider) : IEventReader
{
    private readonly List<AnthropicBlock> blocks = [];
    private readonly AnthropicUsage usage = new();
    private string? stopReason;
    private int callCount;

    /// <summary>What arrived since the list was last cleared.</summary>
    public List<ModelEvent> Ready { get; } = [];

    /// <summary>The vendor said that the message is whole.</summary>
    public bool IsEnded { get; private set; }

    public void Accept(string name, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(data.ToArray(), WireJson.Reading);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var type = WireJson.Text(root, "type") ?? name;
        switch (type)
        {
            case "message_start" when WireJson.Object(root, "message") is { } message:
                this.usage.Accept(message);
                break;
            case "content_block_start" when WireJson.Object(root, "content_block") is { } block:
                this.Start(Index(root), block);
                break;
            case "content_block_delta" when WireJson.Object(root, "delta") is { } delta:
                this.Continue(Index(root), delta);
                break;
            case "message_delta":
                this.stopReason = WireJson.Object(root, "delta") is { } end ? WireJson.Text(end, "stop_reason") ?? this.stopReason : this.stopReason;
                this.usage.Accept(root);
                break;
            case "message_stop":
                this.IsEnded = true;
                break;
            default:
                if (type == "error" || FailureBody.HoldsError(root))
                {
                    throw failures.Refused(200, Encoding.UTF8.GetString(data), null);
                }

                break;
        }
    }

    /// <exception cref="ModelException">The answer is not whole, or there is nothing in it.</exception>
    public ModelEvent.Completed Complete()
    {
        if (!this.IsEnded || this.stopReason is null)
        {
            throw failures.BrokeOff();
        }

        var parts = ImmutableArray.CreateBuilder<AssistantPart>();
        foreach (var block in this.blocks)
        {
            if (block.ToPart(timeProvider) is { } part)
            {
                parts.Add(part);
            }
        }

        var message = new Message.Assistant(parts.ToImmutable());
        var hasCalls = message.ToolCalls.Any();
        var reason = Reason(this.stopReason, hasCalls);
        if (!hasCalls && message.Text.Length == 0 && reason != FinishReason.Length)
        {
            throw reason == FinishReason.ContentFilter ? failures.Filtered() : failures.Empty();
        }

        return new ModelEvent.Completed(message, reason, this.usage.Value);
    }

    private static FinishReason Reason(string stopReason, bool hasCalls) => stopReason switch
    {
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "refusal" => FinishReason.ContentFilter,
        _ => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
    };

    private static int Index(JsonElement root) => (int)(WireJson.Number(root, "index") ?? 0);

    private void Start(int index, JsonElement content)
    {
        var type = WireJson.Text(content, "type") ?? "";
        var block = new AnthropicBlock(index, type, type == "tool_use" ? this.callCount++ : -1);
        this.blocks.Add(block);
        block.Start(content, this.Ready);
    }

    private void Continue(int index, JsonElement delta)
    {
        for (var position = this.blocks.Count - 1; position >= 0; position--)
        {
            if (this.blocks[position].Index == index)
            {
                this.blocks[position].Continue(delta, this.Ready);
                return;
            }
        }
    }
}
