using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Scripted;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Says an answer in the chat-completions dialect.</summary>
internal sealed class ChatReplyWriter(ScriptedAnswer answer, string model, VendorQuirks quirks)
{
    private bool Leaks => quirks.HasFlag(VendorQuirks.LeakedTokens) && !answer.Calls.IsEmpty;

    private string? Reasoning => answer.Reasoning ?? (quirks.HasFlag(VendorQuirks.EmptyReasoning) ? "" : null);

    private string Finish => answer.Finish switch
    {
        FinishReason.ToolCalls => this.Leaks ? "stop" : "tool_calls",
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };

    public WireReply Stream()
    {
        var events = new EventBuffer();
        this.AddDelta(events, json =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
        });
        if (this.Reasoning is { } reasoning)
        {
            foreach (var piece in reasoning.Length == 0 ? [""] : ScriptedDeltas.Of(reasoning))
            {
                this.AddDelta(events, json => json.WriteString("reasoning_content", piece));
            }
        }

        foreach (var piece in ScriptedDeltas.Of(this.Text()))
        {
            this.AddDelta(events, json => json.WriteString("content", piece));
        }

        if (!this.Leaks)
        {
            foreach (var fragment in ChatFragment.Of(answer.Calls, quirks))
            {
                this.AddDelta(events, json => this.WriteFragment(json, fragment));
            }
        }

        events.Add(null, json => this.WriteChunk(json, _ => { }, this.Finish));
        events.Add(null, json =>
        {
            this.WriteHead(json, "chat.completion.chunk");
            json.WriteStartArray("choices");
            json.WriteEndArray();
            this.WriteUsage(json);
        });
        events.AddDone();
        return new WireReply(200, WireReply.EventStream, events.ToChunks());
    }

    public WireReply Whole() => new(200, WireReply.Json, [EventBuffer.Document(json =>
    {
        this.WriteHead(json, "chat.completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", this.Text());
        if (this.Reasoning is not null)
        {
            json.WriteString("reasoning_content", this.Reasoning);
        }

        if (!answer.Calls.IsEmpty && !this.Leaks)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in answer.Calls)
            {
                json.WriteStartObject();
                WriteCall(json, ChatFragment.IdOf(call, quirks), call.Name, call.RawArguments);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("finish_reason", this.Finish);
        json.WriteEndObject();
        json.WriteEndArray();
        this.WriteUsage(json);
    })]);

    private string Text()
    {
        if (!this.Leaks)
        {
            return answer.Text ?? "";
        }

        var text = new StringBuilder(answer.Text).Append("<|tool_calls_section_begin|>");
        foreach (var call in answer.Calls)
        {
            text.Append("<|tool_call_begin|>").Append(ChatFragment.IdOf(call, VendorQuirks.KimiIds))
                .Append("<|tool_call_argument_begin|>").Append(call.RawArguments).Append("<|tool_call_end|>");
        }

        return text.Append("<|tool_calls_section_end|>").ToString();
    }

    private void AddDelta(EventBuffer events, Action<Utf8JsonWriter> delta) => events.Add(null, json => this.WriteChunk(json, delta, null));

    private void WriteHead(Utf8JsonWriter json, string kind)
    {
        json.WriteString("id", "chatcmpl-scripted");
        json.WriteString("object", kind);
        json.WriteNumber("created", 1_700_000_000);
        json.WriteString("model", model);
    }

    private void WriteChunk(Utf8JsonWriter json, Action<Utf8JsonWriter> delta, string? finish)
    {
        this.WriteHead(json, "chat.completion.chunk");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        delta(json);
        json.WriteEndObject();
        json.WriteString("finish_reason", finish);
        if (finish is not null && quirks.HasFlag(VendorQuirks.UsageInChoices))
        {
            this.WriteUsage(json);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteFragment(Utf8JsonWriter json, ChatFragment fragment)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        if (quirks.HasFlag(VendorQuirks.StringIndex))
        {
            json.WriteString("index", fragment.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (!quirks.HasFlag(VendorQuirks.MissingIndex))
        {
            json.WriteNumber("index", fragment.Index);
        }

        WriteCall(json, fragment.Id, fragment.Name, fragment.Arguments);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, string? id, string? name, string arguments)
    {
        if (id is not null)
        {
            json.WriteString("id", id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", answer.Usage.Prompt);
        json.WriteNumber("completion_tokens", answer.Usage.Completion);
        json.WriteNumber("total_tokens", answer.Usage.Total);
        json.WriteNumber("cached_tokens", answer.Usage.Cached);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", answer.Usage.Cached);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
