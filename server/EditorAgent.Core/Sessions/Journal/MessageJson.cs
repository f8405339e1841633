using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What is said, in the journal's form. Text of the model is kept to the letter: it goes back to the vendor.</summary>
internal static class MessageJson
{
    public static void WriteContent(Utf8JsonWriter json, ImmutableArray<ContentPart> content)
    {
        json.WriteStartArray("content"u8);
        foreach (var part in content)
        {
            json.WriteStartObject();
            switch (part)
            {
                case ContentPart.Text text:
                    json.WriteString("text"u8, text.Value);
                    if (text.IsOwn)
                    {
                        json.WriteBoolean("own"u8, true);
                    }

                    break;
                case ContentPart.Image image:
                    json.WriteString("image"u8, image.MimeType);
                    json.WriteBase64String("data"u8, image.Data.Span);
                    break;
                default:
                    throw new InvalidOperationException($"No form in the journal for {part.GetType().Name}.");
            }

            EventEncoder.WriteOptional(json, "outside"u8, part.Outside);
            if (part.IsOfWorkspace)
            {
                json.WriteBoolean("workspace"u8, true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<ContentPart> ReadContent(JsonElement p) => p.Items<ContentPart>("content"u8, part =>
        part.OptionalText("image"u8) is { } mimeType
            ? new ContentPart.Image(mimeType, part.GetProperty("data"u8).GetBytesFromBase64()) { Outside = part.OptionalText("outside"u8), IsOfWorkspace = part.Flag("workspace"u8) }
            : new ContentPart.Text(part.Text("text"u8)) { IsOwn = part.Flag("own"u8), Outside = part.OptionalText("outside"u8), IsOfWorkspace = part.Flag("workspace"u8) });

    public static void WriteAnswer(Utf8JsonWriter json, AssistantMessage answer)
    {
        json.WriteString("message"u8, answer.MessageId);
        json.WriteStartArray("parts"u8);
        foreach (var part in answer.Message.Parts)
        {
            json.WriteStartObject();
            Write(json, part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("reason"u8, answer.Reason.ToString());
        Write(json, answer.Usage);
        EventEncoder.WriteOptional(json, "trace"u8, answer.TraceId);
        EventEncoder.WriteOptional(json, "model"u8, answer.Model);
    }

    public static AssistantMessage ReadAnswer(JsonElement p) => new(
        p.Text("message"u8),
        new Message.Assistant(p.Items("parts"u8, ReadPart)),
        p.Name("reason"u8, FinishReason.Stop),
        ReadUsage(p),
        p.OptionalText("trace"u8))
    {
        Model = p.OptionalText("model"u8),
    };

    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt"u8, usage.Prompt);
        json.WriteNumber("completion"u8, usage.Completion);
        json.WriteNumber("cached"u8, usage.Cached);
        json.WriteEndObject();
    }

    public static TokenUsage ReadUsage(JsonElement p) => p.TryGetProperty("usage"u8, out var counted)
        ? new TokenUsage(counted.Number("prompt"u8), counted.Number("completion"u8), counted.Number("cached"u8))
        : default;

    private static void Write(Utf8JsonWriter json, AssistantPart part)
    {
        switch (part)
        {
            case AssistantPart.Text text:
                json.WriteString("text"u8, text.Value);
                break;
            case AssistantPart.Reasoning reasoning:
                json.WriteString("reasoning"u8, reasoning.Value);
                json.WriteString("key"u8, reasoning.Key);
                EventEncoder.WriteOptional(json, "signature"u8, reasoning.Signature);
                break;
            case AssistantPart.ToolCall call:
                json.WriteString("call"u8, call.Id.Value);
                json.WriteString("vendor"u8, call.VendorId);
                json.WriteString("name"u8, call.Name);
                json.WriteString("arguments"u8, call.RawArguments);
                break;
            default:
                throw new InvalidOperationException($"No form in the journal for {part.GetType().Name}.");
        }
    }

    private static AssistantPart ReadPart(JsonElement part)
    {
        if (part.OptionalText("call"u8) is { } call)
        {
            return new AssistantPart.ToolCall(new(call), part.Text("vendor"u8), part.Text("name"u8), part.Text("arguments"u8));
        }

        return part.OptionalText("reasoning"u8) is { } reasoning
            ? new AssistantPart.Reasoning(reasoning, part.Text("key"u8), part.OptionalText("signature"u8))
            : new AssistantPart.Text(part.Text("text"u8));
    }
}
