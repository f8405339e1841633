using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>Writes messages as chat completions want them. What has nothing to send is left out: vendors refuse empty content.</summary>
internal sealed class ChatMessageEncoder(ChatDialect dialect, bool keepsAllReasoning, ReasoningKey reasoningKey) : IMessageEncoder
{
    private readonly WireCallIds callIds = new(dialect == ChatDialect.OpenAi ? WireCallIds.Restricted : WireCallIds.Verbatim);

    // Only Moonshot takes images inside a tool's result; elsewhere they follow the results in a message of the user.
    private readonly List<(string Tool, ContentPart.Image Image)> heldImages = [];

    public void Append(Message message, Utf8Buffer target)
    {
        if (message is not Message.ToolResult)
        {
            this.Pause(target);
        }

        switch (message)
        {
            case Message.User user when HasContent(user.Content):
                Write(target, writer => WriteUser(writer, user.Content));
                break;
            case Message.Assistant assistant when HasContent(assistant):
                Write(target, writer => this.WriteAssistant(writer, assistant));
                break;
            case Message.ToolResult result:
                Write(target, writer => this.WriteResult(writer, result));
                break;
        }
    }

    public void Pause(Utf8Buffer target)
    {
        if (this.heldImages.Count == 0)
        {
            return;
        }

        Write(target, this.WriteHeldImages);
        this.heldImages.Clear();
    }

    private static void Write(Utf8Buffer target, Action<Utf8JsonWriter> content)
    {
        target.Append(","u8);
        using var writer = new Utf8JsonWriter(target, WireJson.Writing);
        writer.WriteStartObject();
        content(writer);
        writer.WriteEndObject();
    }

    private static bool HasContent(ImmutableArray<ContentPart> content) =>
        content.Any(part => part is ContentPart.Image || part is ContentPart.Text text && !string.IsNullOrWhiteSpace(text.Value));

    private static bool HasContent(Message.Assistant assistant) =>
        assistant.Parts.Any(part => part is AssistantPart.ToolCall) || !string.IsNullOrWhiteSpace(assistant.Text);

    private static void WriteUser(Utf8JsonWriter writer, ImmutableArray<ContentPart> content)
    {
        writer.WriteString("role"u8, "user"u8);
        WriteContent(writer, content);
    }

    private static void WriteContent(Utf8JsonWriter writer, ImmutableArray<ContentPart> content)
    {
        if (!content.Any(part => part is ContentPart.Image))
        {
            writer.WriteString("content"u8, JoinText(content));
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in content)
        {
            switch (part)
            {
                case ContentPart.Text text when !string.IsNullOrWhiteSpace(text.Value):
                    WriteText(writer, text.Value);
                    break;
                case ContentPart.Image image:
                    WriteImage(writer, image);
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private static string JoinText(ImmutableArray<ContentPart> content)
    {
        var texts = content.OfType<ContentPart.Text>().Where(text => !string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Value);
        return string.Join("\n\n", texts);
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter writer, ContentPart.Image image)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "image_url"u8);
        writer.WriteStartObject("image_url"u8);
        writer.WriteString("url"u8, $"data:{image.MimeType};base64,{Convert.ToBase64String(image.Data.Span)}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteAssistant(Utf8JsonWriter writer, Message.Assistant assistant)
    {
        writer.WriteString("role"u8, "assistant"u8);
        this.WriteReasoning(writer, assistant);
        var text = assistant.Text;
        if (!string.IsNullOrWhiteSpace(text))
        {
            writer.WriteString("content"u8, text);
        }

        var isOpen = false;
        foreach (var call in assistant.ToolCalls)
        {
            if (!isOpen)
            {
                writer.WriteStartArray("tool_calls"u8);
                isOpen = true;
            }

            writer.WriteStartObject();
            writer.WriteString("id"u8, this.callIds.OfCall(call));
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WriteString("arguments"u8, this.Arguments(call));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    /// <summary>
    /// The arguments as the model wrote them. Self-hosted servers parse the arguments of the history and refuse the whole
    /// conversation for one broken text, so there a broken one becomes an empty object; its result says what was wrong.
    /// </summary>
    private string Arguments(AssistantPart.ToolCall call)
    {
        if (string.IsNullOrWhiteSpace(call.RawArguments))
        {
            return "{}";
        }

        return dialect != ChatDialect.Generic || WireJson.IsJson(call.RawArguments, JsonTokenType.StartObject) ? call.RawArguments : "{}";
    }

    private void WriteReasoning(Utf8JsonWriter writer, Message.Assistant assistant)
    {
        // OpenAI's own endpoint gives no reasoning and knows none of the fields.
        if (dialect == ChatDialect.OpenAi)
        {
            return;
        }

        StringBuilder? text = null;
        string? key = null;
        foreach (var part in assistant.Parts)
        {
            if (part is not AssistantPart.Reasoning reasoning)
            {
                continue;
            }

            if (ReasoningKey.IsText(reasoning.Key))
            {
                key = reasoningKey.Learnt ?? reasoning.Key;
                (text ??= new StringBuilder()).Append(reasoning.Value);
            }
            else if (reasoning.Key == ReasoningKey.Details)
            {
                writer.WritePropertyName(ReasoningKey.Details);
                writer.WriteRawValue(reasoning.Value);
            }
        }

        if (text is not null || keepsAllReasoning)
        {
            writer.WriteString(key ?? reasoningKey.Learnt ?? ReasoningKey.Default, text?.ToString() ?? "");
        }
    }

    private void WriteResult(Utf8JsonWriter writer, Message.ToolResult result)
    {
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, this.callIds.OfResult(result.CallId));
        if (dialect == ChatDialect.Moonshot && HasContent(result.Content))
        {
            WriteContent(writer, result.Content);
            return;
        }

        var text = JoinText(result.Content);
        foreach (var image in result.Content.OfType<ContentPart.Image>())
        {
            this.heldImages.Add((result.ToolName, image));
        }

        if (text.Length == 0)
        {
            text = result.Content.Any(part => part is ContentPart.Image) ? "(the image follows)" : "(no output)";
        }

        writer.WriteString("content"u8, text);
    }

    private void WriteHeldImages(Utf8JsonWriter writer)
    {
        writer.WriteString("role"u8, "user"u8);
        writer.WriteStartArray("content"u8);
        foreach (var (tool, image) in this.heldImages)
        {
            WriteText(writer, $"Image from the tool {tool}:");
            WriteImage(writer, image);
        }

        writer.WriteEndArray();
    }
}
