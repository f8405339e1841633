using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>One content block of an answer while it arrives. Blocks of unknown kinds are passed over.</summary>
internal sealed class AnthropicBlock(int index, string type, int callPosition)
{
    private readonly StringBuilder value = new();
    private string? signature;
    private string? id;
    private string? name;
    private string wholeInput = "";

    public int Index { get; } = index;

    public void Start(JsonElement content, List<ModelEvent> ready)
    {
        switch (type)
        {
            case "text":
                this.AddText(WireJson.Text(content, "text"), ready);
                break;
            case AnthropicReasoning.Thinking:
                this.signature = WireJson.Text(content, "signature");
                this.AddReasoning(WireJson.Text(content, "thinking"), ready);
                break;
            case AnthropicReasoning.Redacted:
                this.value.Append(WireJson.Text(content, "data"));
                break;
            case "tool_use":
                this.id = WireJson.Text(content, "id");
                this.name = WireJson.Text(content, "name");
                this.wholeInput = WireJson.Object(content, "input") is { } input && input.GetPropertyCount() > 0 ? input.GetRawText() : "";
                ready.Add(new ModelEvent.ToolCallDelta(callPosition, this.name, ""));
                break;
        }
    }

    public void Continue(JsonElement delta, List<ModelEvent> ready)
    {
        switch (WireJson.Text(delta, "type"))
        {
            case "text_delta" when type == "text":
                this.AddText(WireJson.Text(delta, "text"), ready);
                break;
            case "thinking_delta" when type == AnthropicReasoning.Thinking:
                this.AddReasoning(WireJson.Text(delta, "thinking"), ready);
                break;
            case "signature_delta" when type == AnthropicReasoning.Thinking:
                this.signature += WireJson.Text(delta, "signature");
                break;
            case "input_json_delta" when type == "tool_use" && WireJson.Text(delta, "partial_json") is { Length: > 0 } piece:
                this.value.Append(piece);
                ready.Add(new ModelEvent.ToolCallDelta(callPosition, this.name, piece));
                break;
        }
    }

    public AssistantPart? ToPart(TimeProvider timeProvider) => type switch
    {
        "text" when this.value.Length > 0 => new AssistantPart.Text(this.value.ToString()),
        AnthropicReasoning.Thinking => new AssistantPart.Reasoning(this.value.ToString(), type, this.signature),
        AnthropicReasoning.Redacted => new AssistantPart.Reasoning(this.value.ToString(), type, null),
        "tool_use" => VendorCalls.NewPart(this.id, this.name ?? "", this.value.Length > 0 ? this.value.ToString() : this.wholeInput, timeProvider),
        _ => null,
    };

    private void AddText(string? piece, List<ModelEvent> ready)
    {
        if (!string.IsNullOrEmpty(piece))
        {
            this.value.Append(piece);
            ready.Add(new ModelEvent.TextDelta(piece));
        }
    }

    private void AddReasoning(string? piece, List<ModelEvent> ready)
    {
        if (!string.IsNullOrEmpty(piece))
        {
            this.value.Append(piece);
            ready.Add(new ModelEvent.ReasoningDelta(piece));
        }
    }
}
