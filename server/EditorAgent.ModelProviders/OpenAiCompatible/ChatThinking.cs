using System.Text.Json;
using EditorAgent.Core.Configuration;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>
/// How reasoning is asked for. Moonshot takes one <c>thinking</c> object; the others take <c>reasoning_effort</c>. The two are never
/// sent together, because which of them wins is not settled.
/// </summary>
internal static class ChatThinking
{
    /// <summary>Whether every assistant message must carry its reasoning field, if need be empty.</summary>
    public static bool KeepsAll(ChatDialect dialect, ModelSettings model) =>
        dialect == ChatDialect.Moonshot && model.Thinking != ThinkingSupport.None && !IsOff(model) && model.ThinkingKeep == "all";

    public static void Write(Utf8JsonWriter writer, ChatDialect dialect, ModelSettings model)
    {
        if (model.Thinking == ThinkingSupport.None)
        {
            return;
        }

        if (dialect == ChatDialect.Moonshot)
        {
            WriteMoonshot(writer, model);
            return;
        }

        if (model.ThinkingEffort is { } effort && !IsOff(model))
        {
            writer.WriteString("reasoning_effort"u8, effort);
        }

        // vLLM and SGLang hand this to the chat template of the Kimi models.
        if (dialect == ChatDialect.Generic && model.Thinking == ThinkingSupport.Switch && model.ThinkingEnabled is { } enabled)
        {
            writer.WriteStartObject("chat_template_kwargs"u8);
            writer.WriteBoolean("thinking"u8, enabled);
            writer.WriteEndObject();
        }
    }

    private static void WriteMoonshot(Utf8JsonWriter writer, ModelSettings model)
    {
        var isOff = IsOff(model);
        if (model.ThinkingEnabled is null && model.ThinkingKeep is null && model.ThinkingEffort is null)
        {
            return;
        }

        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, isOff ? "disabled"u8 : "enabled"u8);
        if (!isOff && model.ThinkingKeep is { } keep)
        {
            writer.WriteString("keep"u8, keep);
        }

        if (!isOff && model.ThinkingEffort is { } effort)
        {
            writer.WriteString("effort"u8, effort);
        }

        writer.WriteEndObject();
    }

    /// <summary>A model that always reasons refuses to be told not to.</summary>
    private static bool IsOff(ModelSettings model) => model.Thinking == ThinkingSupport.Switch && model.ThinkingEnabled == false;
}
