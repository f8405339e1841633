using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>
/// Builds request bodies out of a head that stays the same in a session, the messages, and a tail. The messages' last block is left
/// open: the tail closes it with the moving cache mark, the next request continues behind it. Body n+1 therefore begins with body n
/// up to the end of its messages.
/// </summary>
internal sealed class AnthropicRequestEncoder(ModelSettings model)
{
    private readonly EncodedHistory history = new(static () => new AnthropicMessageEncoder());
    private byte[] head = [];
    private string? headSystem;
    private ImmutableArray<ToolDefinition> headTools;

    /// <summary>The content borrows this encoder's buffers: it must be sent before the next request is encoded.</summary>
    public SegmentedContent Encode(ModelRequest request)
    {
        var forbidsTools = this.PrepareHead(request);
        var messages = this.history.Encode(request.Messages);
        return new SegmentedContent(this.head, messages.Length > 0 ? messages[1..] : messages, this.Tail(request, messages.Length > 0, forbidsTools));
    }

    /// <summary>
    /// Returns whether the tools in the head must be forbidden: a request for text only keeps the tools it had before, since the
    /// vendor refuses a conversation with tool calls without them, and for the sake of its cached prompt.
    /// </summary>
    private bool PrepareHead(ModelRequest request)
    {
        var isSameSystem = this.headSystem is not null && request.System == this.headSystem;
        if (isSameSystem && request.Tools == this.headTools)
        {
            return false;
        }

        if (isSameSystem && request.Tools.IsDefaultOrEmpty && !this.headTools.IsDefaultOrEmpty)
        {
            return true;
        }

        this.head = this.Head(request);
        this.headSystem = request.System;
        this.headTools = request.Tools;
        return false;
    }

    private byte[] Head(ModelRequest request)
    {
        var buffer = new Utf8Buffer();
        using var writer = new Utf8JsonWriter(buffer, WireJson.Writing);
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Model);
        writer.WriteBoolean("stream"u8, true);
        if (model.Temperature is { } temperature && !this.Thinks)
        {
            writer.WriteNumber("temperature"u8, temperature);
        }

        if (!request.Tools.IsDefaultOrEmpty)
        {
            WriteTools(writer, request.Tools);
        }

        if (!string.IsNullOrWhiteSpace(request.System))
        {
            writer.WriteStartArray("system"u8);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("text"u8, request.System);
            WriteCacheMark(writer);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteStartArray("messages"u8);
        writer.Flush();
        return buffer.Written.ToArray();
    }

    private static void WriteTools(Utf8JsonWriter writer, ImmutableArray<ToolDefinition> tools)
    {
        writer.WriteStartArray("tools"u8);
        for (var index = 0; index < tools.Length; index++)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tools[index].Name);
            writer.WriteString("description"u8, tools[index].Description);
            writer.WritePropertyName("input_schema"u8);
            writer.WriteRawValue(tools[index].InputSchema.Span);
            if (index == tools.Length - 1)
            {
                WriteCacheMark(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCacheMark(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("cache_control"u8);
        writer.WriteString("type"u8, "ephemeral"u8);
        writer.WriteEndObject();
    }

    private bool Thinks => model.Thinking != ThinkingSupport.None && model.ThinkingEnabled == true;

    private ReadOnlyMemory<byte> Tail(ModelRequest request, bool hasMessages, bool forbidsTools)
    {
        var buffer = new Utf8Buffer();
        if (hasMessages)
        {
            var endsWithUser = request.Messages[^1] is not Message.Assistant;
            buffer.Append(endsWithUser ? ",\"cache_control\":{\"type\":\"ephemeral\"}}]}"u8 : "}]}"u8);
        }

        // The writer knows only the object; the brace that it begins with is replaced by the end of the messages.
        buffer.Append("]"u8);
        var rest = new Utf8Buffer();
        using var writer = new Utf8JsonWriter(rest, WireJson.Writing);
        writer.WriteStartObject();
        var cap = Math.Max(1, request.MaxCompletionTokens);
        writer.WriteNumber("max_tokens"u8, cap);
        this.WriteThinking(writer, cap);
        if (forbidsTools)
        {
            writer.WriteStartObject("tool_choice"u8);
            writer.WriteString("type"u8, "none"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        buffer.Append(","u8);
        buffer.Append(rest.Written.Span[1..]);
        return buffer.Written;
    }

    /// <summary>The budget is at least 1,024 tokens and less than the cap; where that leaves no room, reasoning is not asked for.</summary>
    private void WriteThinking(Utf8JsonWriter writer, int cap)
    {
        if (model.Thinking == ThinkingSupport.Switch && model.ThinkingEnabled == false)
        {
            writer.WriteStartObject("thinking"u8);
            writer.WriteString("type"u8, "disabled"u8);
            writer.WriteEndObject();
            return;
        }

        if (!this.Thinks || cap < 2048)
        {
            return;
        }

        var wanted = model.ThinkingEffort switch
        {
            "low" => 4_096,
            "max" => 32_768,
            _ => 16_384,
        };
        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, "enabled"u8);
        writer.WriteNumber("budget_tokens"u8, Math.Min(wanted, cap - 1024));
        writer.WriteEndObject();
    }
}
