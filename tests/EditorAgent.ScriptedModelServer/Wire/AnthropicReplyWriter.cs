using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Scripted;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Says an answer in the Anthropic messages dialect.</summary>
internal sealed class AnthropicReplyWriter(ScriptedAnswer answer, string model, VendorQuirks quirks)
{
    private readonly EventBuffer events = new();
    private int block;

    private string StopReason => answer.Finish switch
    {
        FinishReason.ToolCalls => "tool_use",
        FinishReason.Length => "max_tokens",
        FinishReason.ContentFilter => "refusal",
        _ => "end_turn",
    };

    public WireReply Stream()
    {
        this.Add("message_start", json =>
        {
            json.WriteStartObject("message");
            this.WriteHead(json);
            json.WriteStartArray("content");
            json.WriteEndArray();
            json.WriteNull("stop_reason");
            this.WriteUsage(json, completion: 1);
            json.WriteEndObject();
        });
        this.AddThinking();
        if (!string.IsNullOrEmpty(answer.Text))
        {
            this.AddBlock(
                json => WriteText(json, ""),
                ScriptedDeltas.Of(answer.Text).Select(piece => ("text_delta", "text", piece)));
        }

        foreach (var call in answer.Calls)
        {
            this.AddBlock(
                json => this.WriteToolUse(json, call, "{}"),
                ScriptedDeltas.Of(call.RawArguments).Prepend("").Select(piece => ("input_json_delta", "partial_json", piece)));
        }

        this.Add("message_delta", json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("stop_reason", this.StopReason);
            json.WriteEndObject();
            this.WriteUsage(json, answer.Usage.Completion);
        });
        this.Add("message_stop", _ => { });
        return new WireReply(200, WireReply.EventStream, this.events.ToChunks());
    }

    public WireReply Whole() => new(200, WireReply.Json, [EventBuffer.Document(json =>
    {
        this.WriteHead(json);
        json.WriteStartArray("content");
        if (answer.Reasoning is not null)
        {
            WriteObject(json, () => WriteThinking(json, answer.Reasoning, ThinkingSignature.Of(answer.Reasoning)));
        }

        if (!string.IsNullOrEmpty(answer.Text))
        {
            WriteObject(json, () => WriteText(json, answer.Text));
        }

        foreach (var call in answer.Calls)
        {
            WriteObject(json, () => this.WriteToolUse(json, call, ObjectOrEmpty(call.RawArguments)));
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", this.StopReason);
        this.WriteUsage(json, answer.Usage.Completion);
    })]);

    /// <summary>Without a stream the dialect has no way to say broken arguments.</summary>
    private static string ObjectOrEmpty(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object ? arguments : "{}";
        }
        catch (JsonException)
        {
            return "{}";
        }
    }

    private static void WriteObject(Utf8JsonWriter json, Action content)
    {
        json.WriteStartObject();
        content();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "text");
        json.WriteString("text", text);
    }

    private static void WriteThinking(Utf8JsonWriter json, string thinking, string signature)
    {
        json.WriteString("type", "thinking");
        json.WriteString("thinking", thinking);
        json.WriteString("signature", signature);
    }

    private void WriteToolUse(Utf8JsonWriter json, ScriptedCall call, string input)
    {
        json.WriteString("type", "tool_use");
        json.WriteString("id", quirks.HasFlag(VendorQuirks.DuplicateIds) ? "call_0" : call.VendorId);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(input);
    }

    private void AddThinking()
    {
        if (answer.Reasoning is not null)
        {
            this.AddBlock(
                json => WriteThinking(json, "", ""),
                ScriptedDeltas.Of(answer.Reasoning).Select(piece => ("thinking_delta", "thinking", piece))
                    .Append(("signature_delta", "signature", ThinkingSignature.Of(answer.Reasoning))));
        }
    }

    private void AddBlock(Action<Utf8JsonWriter> start, IEnumerable<(string Type, string Field, string Piece)> deltas)
    {
        var index = this.block++;
        this.Add("content_block_start", json =>
        {
            json.WriteNumber("index", index);
            json.WriteStartObject("content_block");
            start(json);
            json.WriteEndObject();
        });
        foreach (var (type, field, piece) in deltas)
        {
            this.Add("content_block_delta", json =>
            {
                json.WriteNumber("index", index);
                json.WriteStartObject("delta");
                json.WriteString("type", type);
                json.WriteString(field, piece);
                json.WriteEndObject();
            });
        }

        this.Add("content_block_stop", json => json.WriteNumber("index", index));
    }

    private void Add(string type, Action<Utf8JsonWriter> content) => this.events.Add(type, json =>
    {
        json.WriteString("type", type);
        content(json);
    });

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("id", "msg_scripted");
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", model);
    }

    private void WriteUsage(Utf8JsonWriter json, long completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", Math.Max(0, answer.Usage.Prompt - answer.Usage.Cached));
        json.WriteNumber("cache_read_input_tokens", answer.Usage.Cached);
        json.WriteNumber("output_tokens", completion);
        json.WriteEndObject();
    }
}
