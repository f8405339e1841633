using System.Text.Json;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>What chat-completions vendors demand of messages.</summary>
internal sealed class ChatRules(CallPairing pairing, bool requiresReasoning)
{
    public void Check(JsonElement body)
    {
        var index = 0;
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            this.Check(message, index++);
        }
    }

    private void Check(JsonElement message, int index)
    {
        var role = message.GetProperty("role").GetString();
        if (role != "tool")
        {
            pairing.BeginMessage(index);
        }

        switch (role)
        {
            case "tool":
                pairing.Result(message.TryGetProperty("tool_call_id", out var id) ? id.GetString() : null, index);
                CheckContent(message, index, mayBeEmpty: true);
                break;
            case "assistant":
                this.CheckAssistant(message, index);
                break;
            case "system" or "developer" or "user":
                CheckContent(message, index, mayBeEmpty: message.TryGetProperty("tools", out _));
                break;
            default:
                throw new RefusedRequestException($"messages[{index}]: unknown role '{role}'");
        }
    }

    private void CheckAssistant(JsonElement message, int index)
    {
        if (!message.TryGetProperty("tool_calls", out var calls))
        {
            CheckContent(message, index, mayBeEmpty: false);
            return;
        }

        if (calls.GetArrayLength() == 0)
        {
            throw new RefusedRequestException($"messages[{index}]: tool_calls must not be empty");
        }

        if (requiresReasoning && !message.TryGetProperty("reasoning_content", out _) && !message.TryGetProperty("reasoning", out _))
        {
            throw new RefusedRequestException(
                $"thinking is enabled but reasoning_content is missing in assistant tool call message at index {index}");
        }

        if (message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null)
        {
            CheckContent(message, index, mayBeEmpty: content.ValueKind == JsonValueKind.String);
        }

        foreach (var call in calls.EnumerateArray())
        {
            pairing.Call(call.TryGetProperty("id", out var id) ? id.GetString() : null, index);
            var function = call.GetProperty("function");
            if (string.IsNullOrEmpty(function.GetProperty("name").GetString()))
            {
                throw new RefusedRequestException($"messages[{index}]: a tool call has no function name");
            }

            _ = function.GetProperty("arguments").GetString() ?? throw new RefusedRequestException($"messages[{index}]: arguments must be a string");
        }
    }

    private static void CheckContent(JsonElement message, int index, bool mayBeEmpty)
    {
        var content = message.GetProperty("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            if (!mayBeEmpty && content.ValueEquals(""))
            {
                throw new RefusedRequestException($"messages[{index}]: text content is empty");
            }

            return;
        }

        if (content.GetArrayLength() == 0)
        {
            throw new RefusedRequestException($"messages[{index}]: content is empty");
        }

        foreach (var part in content.EnumerateArray())
        {
            if (part.GetProperty("type").ValueEquals("text") && part.GetProperty("text").ValueEquals(""))
            {
                throw new RefusedRequestException($"messages[{index}]: text content is empty");
            }
        }
    }
}
