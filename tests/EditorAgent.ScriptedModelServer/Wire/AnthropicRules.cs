using System.Text.Json;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>What the Anthropic messages dialect demands: roles that alternate, results first in the next user message, signed thinking unchanged.</summary>
internal sealed class AnthropicRules(CallPairing pairing, bool requiresThinking)
{
    public void Check(JsonElement body)
    {
        if (!body.TryGetProperty("max_tokens", out var cap) || cap.GetInt32() < 1)
        {
            throw new RefusedRequestException("max_tokens: field required, at least 1");
        }

        var index = 0;
        var before = "assistant";
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString() ?? "";
            if (role is not ("user" or "assistant"))
            {
                throw new RefusedRequestException($"messages.{index}: unknown role '{role}'");
            }

            if (role == before)
            {
                throw new RefusedRequestException($"messages.{index}: roles must alternate, beginning with user");
            }

            this.CheckMessage(message.GetProperty("content"), role == "user", index++);
            before = role;
        }
    }

    private void CheckMessage(JsonElement content, bool isUser, int index)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            pairing.BeginMessage(index);
            CheckText(content, index);
            return;
        }

        if (content.GetArrayLength() == 0)
        {
            throw new RefusedRequestException($"messages.{index}: content must not be empty");
        }

        if (isUser)
        {
            this.CheckUserBlocks(content, index);
        }
        else
        {
            this.CheckAssistantBlocks(content, index);
        }
    }

    private void CheckUserBlocks(JsonElement content, int index)
    {
        var isPastResults = false;
        foreach (var block in content.EnumerateArray())
        {
            var type = block.GetProperty("type").GetString();
            if (type == "tool_result")
            {
                if (isPastResults)
                {
                    throw new RefusedRequestException($"messages.{index}: tool_result blocks must come first in the message");
                }

                pairing.Result(block.GetProperty("tool_use_id").GetString(), index);
                continue;
            }

            if (!isPastResults)
            {
                pairing.Close($"in messages.{index}");
                isPastResults = true;
            }

            if (type == "text")
            {
                CheckText(block.GetProperty("text"), index);
            }
            else if (type is not ("image" or "document"))
            {
                throw new RefusedRequestException($"messages.{index}: a user cannot send a block of type '{type}'");
            }
        }

        pairing.Close($"in messages.{index}");
    }

    private void CheckAssistantBlocks(JsonElement content, int index)
    {
        pairing.BeginMessage(index);
        var hasThinking = false;
        foreach (var block in content.EnumerateArray())
        {
            switch (block.GetProperty("type").GetString())
            {
                case "text":
                    CheckText(block.GetProperty("text"), index);
                    break;
                case "thinking":
                    hasThinking = true;
                    CheckSignature(block, index);
                    break;
                case "redacted_thinking":
                    hasThinking = true;
                    break;
                case "tool_use":
                    this.CheckCall(block, hasThinking, index);
                    break;
                case var type:
                    throw new RefusedRequestException($"messages.{index}: an assistant cannot send a block of type '{type}'");
            }
        }
    }

    private void CheckCall(JsonElement block, bool hasThinking, int index)
    {
        if (requiresThinking && !hasThinking)
        {
            throw new RefusedRequestException($"messages.{index}: expected a thinking block before tool_use, because thinking is enabled");
        }

        pairing.Call(block.GetProperty("id").GetString(), index);
        if (string.IsNullOrEmpty(block.GetProperty("name").GetString()) || block.GetProperty("input").ValueKind != JsonValueKind.Object)
        {
            throw new RefusedRequestException($"messages.{index}: tool_use needs a name and an object as input");
        }
    }

    private static void CheckSignature(JsonElement block, int index)
    {
        if (!block.GetProperty("signature").ValueEquals(ThinkingSignature.Of(block.GetProperty("thinking").GetString()!)))
        {
            throw new RefusedRequestException($"messages.{index}: invalid signature in thinking block");
        }
    }

    private static void CheckText(JsonElement text, int index)
    {
        if (string.IsNullOrWhiteSpace(text.GetString()))
        {
            throw new RefusedRequestException($"messages.{index}: text content blocks must be non-empty");
        }
    }
}
