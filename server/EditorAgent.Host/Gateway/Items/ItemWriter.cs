using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>Writes items as the API has them.</summary>
internal static class ItemWriter
{
    public static void Write(Utf8JsonWriter writer, Item item)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, item.Id);
        switch (item)
        {
            case Item.Message message:
                WriteMessage(writer, message);
                break;
            case Item.Reasoning reasoning:
                WriteReasoning(writer, reasoning);
                break;
            case Item.FunctionCall call:
                writer.WriteString("type"u8, "function_call"u8);
                writer.WriteString("status"u8, call.Status);
                writer.WriteString("call_id"u8, call.CallId);
                writer.WriteString("name"u8, call.Name);
                writer.WriteString("arguments"u8, call.Arguments);
                break;
            case Item.FunctionOutput output:
                writer.WriteString("type"u8, "function_call_output"u8);
                writer.WriteString("call_id"u8, output.CallId);
                writer.WriteString("output"u8, string.Concat(output.Content.OfType<ContentPart.Text>().Select(part => part.Value)));
                writer.WriteString("status"u8, "completed"u8);
                break;
            case Item.ToolList list:
                WriteToolList(writer, list);
                break;
            case Item.McpCall call:
                WriteCall(writer, call);
                break;
            case Item.ApprovalRequest request:
                writer.WriteString("type"u8, "mcp_approval_request"u8);
                writer.WriteString("server_label"u8, request.Label);
                writer.WriteString("name"u8, request.Name);
                writer.WriteString("arguments"u8, request.Arguments);
                break;
            case Item.ApprovalResponse response:
                writer.WriteString("type"u8, "mcp_approval_response"u8);
                writer.WriteString("approval_request_id"u8, response.RequestId);
                writer.WriteBoolean("approve"u8, response.IsApproved);
                writer.WriteString("reason"u8, response.Reason);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>A content part <c>output_text</c>.</summary>
    public static void WriteOutputText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "output_text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteStartArray("annotations"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("logprobs"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A content part <c>reasoning_text</c>.</summary>
    public static void WriteReasoningText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "reasoning_text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, Item.Message message)
    {
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("status"u8, message.Status);
        writer.WriteString("role"u8, message.Role);
        writer.WriteStartArray("content"u8);
        foreach (var part in message.Content)
        {
            switch (part)
            {
                case ContentPart.Text text when message.Role == "assistant":
                    WriteOutputText(writer, text.Value);
                    break;
                case ContentPart.Text text:
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "input_text"u8);
                    writer.WriteString("text"u8, text.Value);
                    writer.WriteEndObject();
                    break;
                case ContentPart.Image image:
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "input_image"u8);
                    writer.WriteString("detail"u8, "auto"u8);
                    writer.WriteString("image_url"u8, $"data:{image.MimeType};base64,{Convert.ToBase64String(image.Data.Span)}");
                    writer.WriteEndObject();
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter writer, Item.Reasoning reasoning)
    {
        writer.WriteString("type"u8, "reasoning"u8);
        writer.WriteString("status"u8, reasoning.Status);
        writer.WriteStartArray("summary"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("content"u8);
        if (reasoning.Text.Length > 0)
        {
            WriteReasoningText(writer, reasoning.Text);
        }

        writer.WriteEndArray();
    }

    private static void WriteToolList(Utf8JsonWriter writer, Item.ToolList list)
    {
        writer.WriteString("type"u8, "mcp_list_tools"u8);
        writer.WriteString("server_label"u8, list.Label);
        writer.WriteStartArray("tools"u8);
        foreach (var tool in list.Tools)
        {
            WriteTool(writer, tool);
        }

        writer.WriteEndArray();
        writer.WriteString("error"u8, list.Error);
    }

    private static void WriteTool(Utf8JsonWriter writer, ListedTool tool)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, tool.Name);
        writer.WriteString("description"u8, tool.Description);
        writer.WritePropertyName("input_schema"u8);
        tool.InputSchema.WriteTo(writer);
        writer.WritePropertyName("annotations"u8);
        WriteOrNull(writer, tool.Annotations);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, Item.McpCall call)
    {
        writer.WriteString("type"u8, "mcp_call"u8);
        writer.WriteString("status"u8, call.Status);
        writer.WriteString("approval_request_id"u8, call.ApprovalRequestId);
        writer.WriteString("server_label"u8, call.Label);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, call.Arguments);
        writer.WriteString("output"u8, call.Output);
        writer.WritePropertyName("error"u8);
        WriteOrNull(writer, call.Error);
    }

    private static void WriteOrNull(Utf8JsonWriter writer, JsonElement? value)
    {
        if (value is { } given)
        {
            given.WriteTo(writer);
            return;
        }

        writer.WriteNullValue();
    }
}
