using System.Buffers;
using System.Text.Json;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Hooks;

/// <summary>
/// What a hook reads: one JSON object <c>{event, sessionId, workspace, turn?, tool?{name, arguments, result?{text, isError}}, prompt?, answer?,
/// sentBack?, cause?}</c>. Secrets are masked, long texts are cut.
/// </summary>
internal static class HookInput
{
    private const int LongestText = 50_000;

    public static byte[] Of(HookOccasion occasion, string sessionId, string workspace, string? turn)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", HookEventName.Of(occasion.Event));
            json.WriteString("sessionId", sessionId);
            json.WriteString("workspace", workspace);
            WriteText(json, "turn", turn);
            if (occasion.Call is { } call)
            {
                Write(json, call);
            }

            WriteText(json, "prompt", occasion.Prompt);
            WriteText(json, "answer", occasion.Answer);
            if (occasion.SentBack is { } count)
            {
                json.WriteNumber("sentBack", count);
            }

            WriteText(json, "cause", occasion.Cause);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, HookCall call)
    {
        json.WriteStartObject("tool");
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");
        json.WriteRawValue(MaskedJson.OfText(call.ArgumentsJson));
        if (call.ResultText is { } result)
        {
            json.WriteStartObject("result");
            WriteText(json, "text", result);
            json.WriteBoolean("isError", call.IsError);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, SecretMask.Of(HookText.Cut(text, LongestText)));
        }
    }
}
