using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>What makes a conversation shorter, in the journal's form.</summary>
internal static class CompactionJson
{
    public static void Write(Utf8JsonWriter json, Compacted compacted)
    {
        json.WriteStartArray("messages"u8);
        foreach (var message in compacted.Messages)
        {
            json.WriteStartObject();
            MessageJson.WriteContent(json, message.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("behind"u8, compacted.Behind);
        json.WriteString("note"u8, compacted.Note);
        json.WriteNumber("before"u8, compacted.Before);
        json.WriteNumber("after"u8, compacted.After);
        json.WriteNumber("prompt"u8, compacted.Usage.Prompt);
        json.WriteNumber("completion"u8, compacted.Usage.Completion);
        json.WriteNumber("cached"u8, compacted.Usage.Cached);
        EventEncoder.WriteOptional(json, "model"u8, compacted.ModelId);
        if (compacted.IsTight)
        {
            json.WriteBoolean("tight"u8, true);
        }
    }

    public static Compacted ReadCompacted(JsonElement p) => new(
        p.Items("messages"u8, message => new Message.User(MessageJson.ReadContent(message))),
        (int)p.Number("behind"u8),
        p.Text("note"u8),
        p.Number("before"u8),
        p.Number("after"u8),
        new TokenUsage(p.Number("prompt"u8), p.Number("completion"u8), p.Number("cached"u8)))
    {
        ModelId = p.OptionalText("model"u8),
        IsTight = p.Flag("tight"u8),
    };

    public static void Write(Utf8JsonWriter json, OutputsPruned pruned)
    {
        json.WriteStartArray("outputs"u8);
        foreach (var output in pruned.Outputs)
        {
            json.WriteStartObject();
            json.WriteString("call"u8, output.CallId.Value);
            MessageJson.WriteContent(json, output.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static OutputsPruned ReadPruned(JsonElement p) =>
        new(p.Items("outputs"u8, output => new PrunedOutput(new(output.Text("call"u8)), MessageJson.ReadContent(output))));
}
