using System.Text.Json;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Questions to the person and their answers in the journal's form.</summary>
internal static class ApprovalJson
{
    public static void Write(Utf8JsonWriter json, PermissionAsked asked)
    {
        json.WriteString("call"u8, asked.CallId.Value);
        json.WriteString("shown"u8, asked.ShownHash);
        json.WriteString("reason"u8, asked.Reason);
        EventEncoder.WriteOptional(json, "request"u8, asked.RequestId);
        if (asked.Text is not { } text)
        {
            return;
        }

        json.WriteStartObject("text"u8);
        json.WriteString("title"u8, text.Title);
        EventEncoder.WriteOptional(json, "command"u8, text.Command);
        EventEncoder.WriteStrings(json, "lines"u8, text.Lines);
        EventEncoder.WriteStrings(json, "grants"u8, [.. text.Grants.Select(grant => grant.Pattern)]);
        json.WriteBoolean("cut"u8, text.IsCut);
        json.WriteEndObject();
        EventEncoder.WriteStrings(json, "editable"u8, asked.EditableArguments);
    }

    public static PermissionAsked ReadAsked(JsonElement p) => new(new(p.Text("call"u8)), p.Text("shown"u8), p.Text("reason"u8))
    {
        RequestId = p.OptionalText("request"u8),
        Text = p.TryGetProperty("text"u8, out var text) ? ReadText(text) : null,
        EditableArguments = p.Texts("editable"u8),
    };

    public static void Write(Utf8JsonWriter json, PermissionDecided decided)
    {
        json.WriteString("call"u8, decided.CallId.Value);
        json.WriteString("decision"u8, decided.Decision.ToString());
        json.WriteString("reason"u8, decided.Reason);
        EventEncoder.WriteOptional(json, "grant"u8, decided.Grant?.Pattern);
        EventEncoder.WriteOptional(json, "stored"u8, decided.StoredAs);
        GrantFile.WriteFiles(json, decided.Files);
        EventEncoder.WriteOptional(json, "by"u8, decided.Note?.By);
        EventEncoder.WriteOptional(json, "note"u8, decided.Note?.Text);
    }

    public static PermissionDecided ReadDecided(JsonElement p) => new(
        new(p.Text("call"u8)),
        p.Name("decision"u8, PermissionDecision.Deny),
        p.Text("reason"u8),
        p.OptionalText("grant"u8) is { } pattern ? new PermissionGrant(pattern) : null)
    {
        StoredAs = p.OptionalText("stored"u8),
        Files = GrantFile.ReadFiles(p),
        Note = p.OptionalText("by"u8) is { } by && p.OptionalText("note"u8) is { } note ? new DecisionNote(by, note) : null,
    };

    private static ApprovalText ReadText(JsonElement text) => new()
    {
        Title = text.Text("title"u8),
        Command = text.OptionalText("command"u8),
        Lines = text.Texts("lines"u8),
        Grants = [.. text.Texts("grants"u8).Select(pattern => new PermissionGrant(pattern))],
        IsCut = text.Flag("cut"u8),
    };
}
