using System.Text.Encodings.Web;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Writes the response object. What was given for a server alone is not in it: not its headers, not its authorization, not the path of its address.</summary>
internal static class ResponseWriter
{
    /// <summary>Nothing here is ever part of a page.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a failed response may say; the API has no other words.</summary>
    private static readonly string[] ErrorCodes = ["server_error", "rate_limit_exceeded", "invalid_prompt"];

    public static byte[] ToBytes(ResponseDraft draft)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            Write(writer, draft);
        }

        return bytes.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, ResponseDraft draft)
    {
        var request = draft.Request;
        writer.WriteStartObject();
        writer.WriteString("id"u8, draft.Id);
        writer.WriteString("object"u8, "response"u8);
        writer.WriteNumber("created_at"u8, draft.CreatedAt.ToUnixTimeSeconds());
        writer.WriteString("status"u8, draft.Status);
        writer.WriteBoolean("background"u8, false);
        WriteNumber(writer, "completed_at", draft.CompletedAt?.ToUnixTimeSeconds());
        WriteError(writer, draft.Error);
        WriteReason(writer, draft.IncompleteReason);
        writer.WriteNull("access_programs"u8);
        writer.WriteString("instructions"u8, request.Instructions);
        WriteNumber(writer, "max_output_tokens", request.MaxOutputTokens);
        WriteNumber(writer, "max_tool_calls", request.MaxToolCalls);
        writer.WriteString("model"u8, request.Model);
        writer.WriteStartArray("output"u8);
        foreach (var item in draft.Output)
        {
            ItemWriter.Write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("parallel_tool_calls"u8, request.Wishes.ParallelToolCalls ?? true);
        writer.WriteString("previous_response_id"u8, request.Previous?.Id);
        writer.WriteString("prompt_cache_key"u8, request.CacheKey);
        WriteReasoning(writer, request.Wishes.Effort);
        writer.WriteString("service_tier"u8, "default"u8);
        WriteDouble(writer, "temperature", request.Wishes.Temperature);
        WriteText(writer, request.Text);
        WriteChoice(writer, request.ToolChoice);
        writer.WriteStartArray("tools"u8);
        foreach (var tool in request.Tools.Entries)
        {
            WriteTool(writer, tool);
        }

        writer.WriteEndArray();
        writer.WriteNumber("top_logprobs"u8, 0);
        WriteDouble(writer, "top_p", request.Wishes.TopP);
        writer.WriteString("truncation"u8, "disabled"u8);
        WriteUsage(writer, draft.Usage);
        writer.WriteStartObject("metadata"u8);
        foreach (var (name, value) in request.Metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter writer, ApiProblem? error)
    {
        if (error is null)
        {
            writer.WriteNull("error"u8);
            return;
        }

        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, ErrorCodes.Contains(error.Code) ? error.Code : error.Status is >= 400 and < 424 ? "invalid_prompt" : "server_error");
        writer.WriteString("message"u8, error.Message);
        writer.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter writer, string? reason)
    {
        if (reason is null)
        {
            writer.WriteNull("incomplete_details"u8);
            return;
        }

        writer.WriteStartObject("incomplete_details"u8);
        writer.WriteString("reason"u8, reason);
        writer.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter writer, string? effort)
    {
        writer.WriteStartObject("reasoning"u8);
        writer.WriteString("effort"u8, effort);
        writer.WriteNull("summary"u8);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, JsonElement? text)
    {
        writer.WritePropertyName("text"u8);
        if (text is { } given)
        {
            given.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartObject("format"u8);
        writer.WriteString("type"u8, "text"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice choice)
    {
        writer.WritePropertyName("tool_choice"u8);
        if (choice.Written is { } written)
        {
            written.WriteTo(writer);
            return;
        }

        writer.WriteStringValue("auto"u8);
    }

    private static void WriteTool(Utf8JsonWriter writer, ToolEntry tool)
    {
        writer.WriteStartObject();
        if (tool is FunctionEntry function)
        {
            writer.WriteString("type"u8, "function"u8);
            writer.WriteString("name"u8, function.Name);
            writer.WriteString("description"u8, function.Description);
            writer.WritePropertyName("parameters"u8);
            if (function.Parameters is { } parameters)
            {
                parameters.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteBoolean("strict"u8, function.Strict ?? false);
        }
        else if (tool is McpEntry server)
        {
            WriteServer(writer, server);
        }

        writer.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter writer, McpEntry server)
    {
        writer.WriteString("type"u8, "mcp"u8);
        writer.WriteString("server_label"u8, server.Label);
        writer.WriteString("server_url"u8, $"{server.Url.GetLeftPart(UriPartial.Authority)}/<redacted>");
        if (server.Description is { } description)
        {
            writer.WriteString("server_description"u8, description);
        }

        writer.WritePropertyName("allowed_tools"u8);
        WriteFilter(writer, server.Allowed == ToolFilter.All ? null : server.Allowed);
        writer.WriteNull("headers"u8);
        writer.WritePropertyName("require_approval"u8);
        if (server.Approval == ApprovalRule.AlwaysAsk || server.Approval == ApprovalRule.NeverAsk)
        {
            writer.WriteStringValue(server.Approval == ApprovalRule.NeverAsk ? "never"u8 : "always"u8);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, filter) in new[] { ("always", server.Approval.Always), ("never", server.Approval.Never) })
        {
            if (filter is not null)
            {
                writer.WritePropertyName(name);
                WriteFilter(writer, filter);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter writer, ToolFilter? filter)
    {
        if (filter is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        if (filter.IsReadOnly is { } isReadOnly)
        {
            writer.WriteBoolean("read_only"u8, isReadOnly);
        }

        if (filter.Names is { } names)
        {
            writer.WriteStartArray("tool_names"u8);
            foreach (var name in names.Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage? usage)
    {
        if (usage is not { } counted)
        {
            return;
        }

        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input_tokens"u8, counted.Prompt);
        writer.WriteStartObject("input_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, counted.Cached);
        writer.WriteNumber("cache_write_tokens"u8, 0);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens"u8, counted.Completion);
        writer.WriteStartObject("output_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens"u8, counted.Total);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
            return;
        }

        writer.WriteNull(name);
    }

    private static void WriteDouble(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
            return;
        }

        writer.WriteNull(name);
    }
}
