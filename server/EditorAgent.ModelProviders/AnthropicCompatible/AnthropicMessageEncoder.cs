using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>
/// Writes messages as blocks. Messages of one side that follow each other share one message on the wire: results stand directly
/// behind their calls, and the user's words behind them. After every message the last block lacks its closing brace and its message
/// the closing brackets, so that either a mark or another block can follow.
/// </summary>
internal sealed class AnthropicMessageEncoder : IMessageEncoder
{
    private readonly WireCallIds callIds = new(WireCallIds.Restricted);
    private Side open = Side.None;

    private enum Side
    {
        None,
        User,
        Assistant,
    }

    public void Append(Message message, Utf8Buffer target)
    {
        switch (message)
        {
            case Message.User user:
                this.AppendContent(user.Content, target);
                break;
            case Message.Assistant assistant when HasContent(assistant):
                foreach (var part in assistant.Parts)
                {
                    this.AppendPart(part, target);
                }

                break;
            case Message.ToolResult result:
                this.AppendBlock(Side.User, target, writer => this.WriteResult(writer, result));
                break;
        }
    }

    public void Pause(Utf8Buffer target)
    {
    }

    /// <summary>Reasoning alone cannot be sent: the vendor wants something behind it.</summary>
    private static bool HasContent(Message.Assistant assistant) =>
        assistant.Parts.Any(part => part is AssistantPart.ToolCall) || !string.IsNullOrWhiteSpace(assistant.Text);

    private void AppendContent(IEnumerable<ContentPart> content, Utf8Buffer target)
    {
        foreach (var part in content)
        {
            switch (part)
            {
                case ContentPart.Text text when !string.IsNullOrWhiteSpace(text.Value):
                    this.AppendBlock(Side.User, target, writer => WriteText(writer, text.Value));
                    break;
                case ContentPart.Image image:
                    this.AppendBlock(Side.User, target, writer => WriteImage(writer, image));
                    break;
            }
        }
    }

    private void AppendPart(AssistantPart part, Utf8Buffer target)
    {
        switch (part)
        {
            case AssistantPart.Text text when !string.IsNullOrWhiteSpace(text.Value):
                this.AppendBlock(Side.Assistant, target, writer => WriteText(writer, text.Value));
                break;
            case AssistantPart.Reasoning reasoning when reasoning.Key is AnthropicReasoning.Thinking or AnthropicReasoning.Redacted:
                this.AppendBlock(Side.Assistant, target, writer => WriteReasoning(writer, reasoning));
                break;
            case AssistantPart.ToolCall call:
                this.AppendBlock(Side.Assistant, target, writer => this.WriteCall(writer, call));
                break;
        }
    }

    private void AppendBlock(Side side, Utf8Buffer target, Action<Utf8JsonWriter> content)
    {
        if (this.open == side)
        {
            target.Append("},"u8);
        }
        else
        {
            target.Append(this.open == Side.None ? ","u8 : "}]},"u8);
            target.Append(side == Side.User ? "{\"role\":\"user\",\"content\":["u8 : "{\"role\":\"assistant\",\"content\":["u8);
            this.open = side;
        }

        using (var writer = new Utf8JsonWriter(target, WireJson.Writing))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        target.TakeBack(1);
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
    }

    private static void WriteImage(Utf8JsonWriter writer, ContentPart.Image image)
    {
        writer.WriteString("type"u8, "image"u8);
        writer.WriteStartObject("source"u8);
        writer.WriteString("type"u8, "base64"u8);
        writer.WriteString("media_type"u8, image.MimeType);
        writer.WriteBase64String("data"u8, image.Data.Span);
        writer.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter writer, AssistantPart.Reasoning reasoning)
    {
        writer.WriteString("type"u8, reasoning.Key);
        if (reasoning.Key == AnthropicReasoning.Redacted)
        {
            writer.WriteString("data"u8, reasoning.Value);
            return;
        }

        writer.WriteString("thinking"u8, reasoning.Value);
        if (reasoning.Signature is { } signature)
        {
            writer.WriteString("signature"u8, signature);
        }
    }

    /// <summary>Here arguments are an object, not a text: what the model wrote so badly that it is none becomes an empty one.</summary>
    private void WriteCall(Utf8JsonWriter writer, AssistantPart.ToolCall call)
    {
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteString("id"u8, this.callIds.OfCall(call));
        writer.WriteString("name"u8, call.Name);
        writer.WritePropertyName("input"u8);
        writer.WriteRawValue(WireJson.IsJson(call.RawArguments, JsonTokenType.StartObject) ? call.RawArguments : "{}");
    }

    private void WriteResult(Utf8JsonWriter writer, Message.ToolResult result)
    {
        writer.WriteString("type"u8, "tool_result"u8);
        writer.WriteString("tool_use_id"u8, this.callIds.OfResult(result.CallId));
        writer.WriteStartArray("content"u8);
        foreach (var part in result.Content)
        {
            if (part is ContentPart.Text text && string.IsNullOrWhiteSpace(text.Value))
            {
                continue;
            }

            writer.WriteStartObject();
            switch (part)
            {
                case ContentPart.Text spoken:
                    WriteText(writer, spoken.Value);
                    break;
                case ContentPart.Image image:
                    WriteImage(writer, image);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (result.IsError)
        {
            writer.WriteBoolean("is_error"u8, true);
        }
    }
}
