using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>
/// Collects <c>reasoning_details</c>. A block arrives as many fragments of a few letters, each in its own envelope; they are joined
/// again, or the echo would be many times the size of what it says.
/// </summary>
internal sealed class ReasoningDetails
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = WireJson.Writing.Encoder };

    private readonly List<JsonObject> blocks = [];
    private readonly StringBuilder text = new();
    private string? textField;

    public void Add(JsonElement fragment)
    {
        if (fragment.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var field = WireJson.Text(fragment, "type") switch
        {
            "reasoning.text" => "text",
            "reasoning.summary" => "summary",
            _ => null,
        };
        if (field is null || field != this.textField || !this.IsSameBlock(fragment))
        {
            this.CloseBlock();
            this.blocks.Add(JsonObject.Create(fragment.Clone())!);
            this.textField = field;
            this.text.Append(field is null ? "" : WireJson.Text(fragment, field));
            return;
        }

        this.text.Append(WireJson.Text(fragment, field));
        foreach (var property in fragment.EnumerateObject())
        {
            if (property.Name != field && property.Value.ValueKind != JsonValueKind.Null)
            {
                this.blocks[^1][property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }
    }

    /// <summary>The blocks as an array; null if there were none.</summary>
    public string? ToJson()
    {
        this.CloseBlock();
        return this.blocks.Count == 0 ? null : $"[{string.Join(',', this.blocks.Select(block => block.ToJsonString(Relaxed)))}]";
    }

    private bool IsSameBlock(JsonElement fragment)
    {
        var last = this.blocks[^1];
        return WireJson.Number(fragment, "index") == (last["index"]?.GetValueKind() == JsonValueKind.Number ? last["index"]!.GetValue<long>() : null);
    }

    private void CloseBlock()
    {
        if (this.textField is not null && this.blocks.Count > 0)
        {
            this.blocks[^1][this.textField] = this.text.ToString();
        }

        this.text.Clear();
        this.textField = null;
    }
}
