using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Turns an accepted request of either dialect into the messages that the script looks at.</summary>
internal sealed class WireRequestReader
{
    private readonly StringBuilder system = new();
    private readonly List<Message> messages = [];
    private readonly Dictionary<string, string> toolNames = new(StringComparer.Ordinal);

    public static WireRequest Read(VendorDialect dialect, JsonElement body)
    {
        var reader = new WireRequestReader();
        if (body.TryGetProperty("system", out var prompt))
        {
            reader.system.Append(TextOf(prompt));
        }

        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            if (dialect == VendorDialect.ChatCompletions)
            {
                reader.ReadChat(message);
            }
            else
            {
                reader.ReadAnthropic(message);
            }
        }

        var isStream = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        return new WireRequest(body.GetProperty("model").GetString()!, isStream, reader.system.ToString(), reader.messages);
    }

    private void ReadChat(JsonElement message)
    {
        switch (message.GetProperty("role").GetString())
        {
            case "user":
                this.messages.Add(User(TextOf(message.GetProperty("content"))));
                break;
            case "tool":
                this.AddResult(message.GetProperty("tool_call_id").GetString()!, TextOf(message.GetProperty("content")), isError: false);
                break;
            case "assistant":
                this.ReadChatAssistant(message);
                break;
            default:
                this.system.Append(TextOf(message.GetProperty("content")));
                break;
        }
    }

    private void ReadChatAssistant(JsonElement message)
    {
        var parts = ImmutableArray.CreateBuilder<AssistantPart>();
        if (message.TryGetProperty("reasoning_content", out var reasoning) && reasoning.ValueKind == JsonValueKind.String)
        {
            parts.Add(new AssistantPart.Reasoning(reasoning.GetString()!, "reasoning_content", null));
        }

        if (message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null)
        {
            parts.Add(new AssistantPart.Text(TextOf(content)));
        }

        if (message.TryGetProperty("tool_calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
            {
                var function = call.GetProperty("function");
                parts.Add(this.Call(call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!, function.GetProperty("arguments").GetString()!));
            }
        }

        this.messages.Add(new Message.Assistant(parts.ToImmutable()));
    }

    private void ReadAnthropic(JsonElement message)
    {
        var content = message.GetProperty("content");
        if (message.GetProperty("role").ValueEquals("assistant"))
        {
            this.messages.Add(new Message.Assistant(content.ValueKind == JsonValueKind.String
                ? [new AssistantPart.Text(content.GetString()!)]
                : [.. content.EnumerateArray().Select(this.AssistantBlock)]));
            return;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            this.messages.Add(User(content.GetString()!));
            return;
        }

        var isUser = false;
        foreach (var block in content.EnumerateArray())
        {
            if (!block.GetProperty("type").ValueEquals("tool_result"))
            {
                isUser = true;
                continue;
            }

            var text = block.TryGetProperty("content", out var result) ? TextOf(result) : "";
            var isError = block.TryGetProperty("is_error", out var error) && error.ValueKind == JsonValueKind.True;
            this.AddResult(block.GetProperty("tool_use_id").GetString()!, text, isError);
        }

        if (isUser)
        {
            this.messages.Add(User(TextOf(content)));
        }
    }

    private AssistantPart AssistantBlock(JsonElement block) => block.GetProperty("type").GetString() switch
    {
        "tool_use" => this.Call(block.GetProperty("id").GetString()!, block.GetProperty("name").GetString()!, block.GetProperty("input").GetRawText()),
        "thinking" => new AssistantPart.Reasoning(block.GetProperty("thinking").GetString()!, "thinking", block.GetProperty("signature").GetString()),
        "text" => new AssistantPart.Text(block.GetProperty("text").GetString()!),
        var other => new AssistantPart.Reasoning("", other!, null),
    };

    private AssistantPart.ToolCall Call(string id, string name, string arguments)
    {
        this.toolNames[id] = name;
        return new AssistantPart.ToolCall(new ToolCallId(id), id, name, arguments);
    }

    private void AddResult(string id, string text, bool isError) =>
        this.messages.Add(new Message.ToolResult(new ToolCallId(id), this.toolNames.GetValueOrDefault(id, ""), [new ContentPart.Text(text)], isError));

    private static Message.User User(string text) => new([new ContentPart.Text(text)]);

    private static string TextOf(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            text.Append(part.TryGetProperty("text", out var value) ? value.GetString() : "");
        }

        return text.ToString();
    }
}
