using System.Text.Json;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Decisions about changes, as they stand in a record.</summary>
internal static class ReviewJson
{
    public static void Write(Utf8JsonWriter json, ChangesReviewed reviewed)
    {
        ToolCallJson.WritePath(json, reviewed.Path);
        EventEncoder.WriteOptional(json, "baseline"u8, reviewed.Baseline?.Value);
        EventEncoder.WriteOptional(json, "now"u8, reviewed.Now?.Value);
        json.WriteStartArray("marks"u8);
        foreach (var mark in reviewed.Marks)
        {
            json.WriteStartObject();
            json.WriteNumber("start"u8, mark.Start);
            json.WriteNumber("end"u8, mark.End);
            EventEncoder.WriteOptional(json, "turn"u8, mark.Author?.Turn.Value);
            EventEncoder.WriteOptional(json, "call"u8, mark.Author?.Call.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions"u8);
        foreach (var decision in reviewed.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("hunk"u8, decision.Hunk);
            json.WriteBoolean("kept"u8, decision.IsKept);
            json.WriteNumber("line"u8, decision.Line);
            json.WriteNumber("removed"u8, decision.Removed);
            json.WriteNumber("added"u8, decision.Added);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ChangesReviewed Read(JsonElement p) => new(
        ToolCallJson.ReadPath(p),
        ToolCallJson.ReadHash(p, "baseline"u8),
        ToolCallJson.ReadHash(p, "now"u8),
        p.Items("marks"u8, ReadMark),
        p.Items("decisions"u8, ReadDecision));

    private static ReviewMark ReadMark(JsonElement mark) => new(
        (int)mark.Number("start"u8),
        (int)mark.Number("end"u8),
        mark.OptionalText("turn"u8) is { } turn && mark.OptionalText("call"u8) is { } call ? new ReviewAuthor(new(turn), new(call)) : null);

    private static ReviewDecision ReadDecision(JsonElement decision) => new(
        decision.Text("hunk"u8),
        decision.Flag("kept"u8),
        (int)decision.Number("line"u8),
        (int)decision.Number("removed"u8),
        (int)decision.Number("added"u8));
}
