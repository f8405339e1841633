using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Responses;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary>Writes chat completions, whole or in chunks.</summary>
internal sealed class ChatWriter(string id, string model, DateTimeOffset createdAt)
{
    public byte[] Whole(ChatAnswer answer) => this.Write("chat.completion", writer =>
    {
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        writer.WriteStartObject("message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("content"u8, answer.Text.Length == 0 && answer.Calls.Count > 0 ? null : answer.Text);
        writer.WriteNull("refusal"u8);
        if (answer.Reasoning is { } reasoning)
        {
            writer.WriteString("reasoning_content"u8, reasoning);
        }

        WriteCalls(writer, answer.Calls, isChunk: false);
        writer.WriteEndObject();
        writer.WriteNull("logprobs"u8);
        writer.WriteString("finish_reason"u8, answer.FinishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteUsage(writer, answer.Usage);
    });

    /// <param name="delta">Writes the members of <c>delta</c>.</param>
    /// <param name="finishReason">Of the last chunk.</param>
    public byte[] Chunk(Action<Utf8JsonWriter> delta, string? finishReason) => this.Write("chat.completion.chunk", writer =>
    {
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        writer.WriteStartObject("delta"u8);
        delta(writer);
        writer.WriteEndObject();
        writer.WriteNull("logprobs"u8);
        writer.WriteString("finish_reason"u8, finishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    public byte[] UsageChunk(TokenUsage usage) => this.Write("chat.completion.chunk", writer =>
    {
        writer.WriteStartArray("choices"u8);
        writer.WriteEndArray();
        WriteUsage(writer, usage);
    });

    public static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<AssistantPart.ToolCall> calls, bool isChunk)
    {
        if (calls.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tool_calls"u8);
        for (var index = 0; index < calls.Count; index++)
        {
            writer.WriteStartObject();
            if (isChunk)
            {
                writer.WriteNumber("index"u8, index);
            }

            writer.WriteString("id"u8, calls[index].VendorId);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, calls[index].Name);
            writer.WriteString("arguments"u8, calls[index].RawArguments.Length == 0 ? "{}" : calls[index].RawArguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private byte[] Write(string kind, Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, ResponseWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("object"u8, kind);
            writer.WriteNumber("created"u8, createdAt.ToUnixTimeSeconds());
            writer.WriteString("model"u8, model);
            content(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.Prompt);
        writer.WriteNumber("completion_tokens"u8, usage.Completion);
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteStartObject("prompt_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.Cached);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
