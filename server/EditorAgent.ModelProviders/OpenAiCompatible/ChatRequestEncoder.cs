using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;
using Microsoft.Extensions.Logging;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>
/// Builds request bodies out of three pieces: a head that stays the same in a session (model, options, tools, system prompt), the
/// messages, and a tail with what changes in every step. Body n+1 therefore begins with body n up to the end of its messages.
/// </summary>
internal sealed partial class ChatRequestEncoder
{
    private readonly ChatDialect dialect;
    private readonly ModelSettings model;
    private readonly EncodedHistory history;
    private readonly ILogger logger;
    private byte[] head = [];
    private string? headSystem;
    private string? headCacheKey;
    private ImmutableArray<ToolDefinition> headTools;

    public ChatRequestEncoder(ChatDialect dialect, ModelSettings model, ILogger logger)
    {
        this.logger = logger;
        this.dialect = dialect;
        this.model = model;
        this.history = new EncodedHistory(() => new ChatMessageEncoder(dialect, ChatThinking.KeepsAll(dialect, model), this.ReasoningKey));
    }

    public ReasoningKey ReasoningKey { get; } = new();

    /// <summary>The content borrows this encoder's buffers: it must be sent before the next request is encoded.</summary>
    public SegmentedContent Encode(ModelRequest request)
    {
        var forbidsTools = this.PrepareHead(request);
        var messages = this.history.Encode(request.Messages);
        if (request.System.Length == 0 && messages.Length > 0)
        {
            // Without a system message there is nothing in front that the first comma could follow.
            messages = messages[1..];
        }

        return new SegmentedContent(this.head, messages, this.Tail(request.MaxCompletionTokens, forbidsTools, request.Options));
    }

    /// <summary>
    /// Returns whether the tools in the head must be forbidden: a request for text only keeps the tools it had before, since leaving
    /// them out would cost the vendor's cached prompt.
    /// </summary>
    private bool PrepareHead(ModelRequest request)
    {
        var isSameSession = this.headSystem is not null && request.System == this.headSystem && request.CacheKey == this.headCacheKey;
        if (isSameSession && request.Tools == this.headTools)
        {
            return false;
        }

        // Servers of unknown make may not know tool_choice.
        if (isSameSession && request.Tools.IsDefaultOrEmpty && !this.headTools.IsDefaultOrEmpty && this.dialect != ChatDialect.Generic)
        {
            return true;
        }

        this.head = this.Head(request);
        this.headSystem = request.System;
        this.headCacheKey = request.CacheKey;
        this.headTools = request.Tools;
        return false;
    }

    private byte[] Head(ModelRequest request)
    {
        var buffer = new Utf8Buffer();
        using var writer = new Utf8JsonWriter(buffer, WireJson.Writing);
        writer.WriteStartObject();
        writer.WriteString("model"u8, this.model.Model);
        writer.WriteBoolean("stream"u8, true);
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        writer.WriteEndObject();
        if (this.dialect != ChatDialect.Generic && request.CacheKey.Length > 0)
        {
            writer.WriteString("prompt_cache_key"u8, request.CacheKey);
        }

        if (this.model.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature"u8, temperature);
        }

        ChatThinking.Write(writer, this.dialect, this.model);
        if (!request.Tools.IsDefaultOrEmpty)
        {
            this.WriteTools(writer, request.Tools);
        }

        writer.WriteStartArray("messages"u8);
        if (request.System.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WriteString("content"u8, request.System);
            writer.WriteEndObject();
        }

        writer.Flush();
        return buffer.Written.ToArray();
    }

    private void WriteTools(Utf8JsonWriter writer, ImmutableArray<ToolDefinition> tools)
    {
        writer.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, tool.Name);
            writer.WriteString("description"u8, tool.Description);
            if (this.dialect == ChatDialect.Moonshot)
            {
                this.WriteMoonshotSchema(writer, tool);
            }
            else
            {
                writer.WritePropertyName("parameters"u8);
                writer.WriteRawValue(tool.InputSchema.Span);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteMoonshotSchema(Utf8JsonWriter writer, ToolDefinition tool)
    {
        var schema = MoonshotSchemas.For(tool);
        writer.WritePropertyName("parameters"u8);
        writer.WriteRawValue(schema.Bytes.Span);
        if (schema.IsStrict)
        {
            return;
        }

        writer.WriteBoolean("strict"u8, false);
        this.LogReduced(tool.Name, string.Join("; ", schema.Losses));
    }

    private byte[] Tail(int maxCompletionTokens, bool forbidsTools, ModelRequestOptions? options)
    {
        var cap = this.dialect == ChatDialect.Generic ? "max_tokens" : "max_completion_tokens";
        var choice = forbidsTools ? ",\"tool_choice\":\"none\"" : "";
        return Encoding.UTF8.GetBytes($"],\"{cap}\":{Math.Max(1, maxCompletionTokens)}{choice}{(options is null ? "" : Text(options, choice.Length > 0))}}}");
    }

    private static string Text(ModelRequestOptions options, bool hasChoice)
    {
        var text = new StringBuilder();
        if (options.ToolChoice is { } choice && !hasChoice)
        {
            text.Append(",\"tool_choice\":").Append(choice);
        }

        if (options.ParallelToolCalls is { } parallel)
        {
            text.Append(",\"parallel_tool_calls\":").Append(parallel ? "true" : "false");
        }

        if (options.TopP is { } share)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"top_p\":{share}");
        }

        if (options.ResponseFormat is { } format)
        {
            text.Append(",\"response_format\":").Append(format);
        }

        return text.ToString();
    }

    [LoggerMessage(1, LogLevel.Warning, "The schema of the tool {Tool} goes to Moonshot reduced, and not enforced, since its dialect has no words for: {Losses}")]
    private partial void LogReduced(string tool, string losses);
}
