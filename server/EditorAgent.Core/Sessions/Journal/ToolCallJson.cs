using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>The life of a tool call in the journal's form.</summary>
internal static class ToolCallJson
{
    public static void Write(Utf8JsonWriter json, ToolCallPlanned planned)
    {
        json.WriteString("call"u8, planned.CallId.Value);
        json.WriteString("tool"u8, planned.ToolName);
        json.WriteString("title"u8, planned.Title);
        json.WriteString("kind"u8, planned.Kind.ToString());
        json.WriteString("arguments"u8, planned.ArgumentsJson);
        EventEncoder.WriteOptional(json, "command"u8, planned.Command);
        json.WriteStartArray("locations"u8);
        foreach (var location in planned.Locations)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, location.AbsolutePath);
            if (location.Line is { } line)
            {
                json.WriteNumber("line"u8, line);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("diffs"u8);
        foreach (var diff in planned.Diffs)
        {
            json.WriteStartObject();
            WritePath(json, diff.Path);
            EventEncoder.WriteOptional(json, "old"u8, diff.OldText);
            json.WriteString("new"u8, diff.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EventEncoder.WriteOptional(json, "server"u8, planned.Server);
        EventEncoder.WriteOptional(json, "serverTool"u8, planned.ServerTool);
    }

    public static ToolCallPlanned ReadPlanned(JsonElement p) => new(
        new(p.Text("call"u8)),
        p.Text("tool"u8),
        p.Text("title"u8),
        p.Name("kind"u8, ToolKind.Other),
        p.Text("arguments"u8),
        p.OptionalText("command"u8),
        p.Items("locations"u8, ReadLocation),
        p.Items("diffs"u8, diff => new FileDiff(ReadPath(diff), diff.OptionalText("old"u8), diff.Text("new"u8))))
    {
        Server = p.OptionalText("server"u8),
        ServerTool = p.OptionalText("serverTool"u8),
    };

    public static void Write(Utf8JsonWriter json, ToolCallEnded ended)
    {
        json.WriteString("call"u8, ended.CallId.Value);
        json.WriteString("tool"u8, ended.ToolName);
        MessageJson.WriteContent(json, ended.Content);
        json.WriteBoolean("error"u8, ended.IsError);
        if (ended.Origin != TextOrigin.Own)
        {
            json.WriteString("origin"u8, ended.Origin.ToString());
        }

        if (ended.IsExact)
        {
            json.WriteBoolean("exact"u8, true);
        }

        if (ended.Tests is { } tests)
        {
            json.WriteStartObject("tests"u8);
            json.WriteNumber("passed"u8, tests.Passed);
            json.WriteNumber("failed"u8, tests.Failed);
            json.WriteNumber("skipped"u8, tests.Skipped);
            json.WriteEndObject();
        }
    }

    public static ToolCallEnded ReadEnded(JsonElement p) => new(
        new(p.Text("call"u8)),
        p.Text("tool"u8),
        MessageJson.ReadContent(p),
        p.Flag("error"u8),
        p.TryGetProperty("tests"u8, out var tests)
            ? new TestRunSummary((int)tests.Number("passed"u8), (int)tests.Number("failed"u8), (int)tests.Number("skipped"u8))
            : null)
    {
        // An origin of a later version is no reason to believe a text.
        Origin = p.TryGetProperty("origin"u8, out _) ? p.Name("origin"u8, TextOrigin.Outside) : TextOrigin.Own,
        IsExact = p.Flag("exact"u8),
    };

    public static void Write(Utf8JsonWriter json, ToolCallStarted started)
    {
        json.WriteString("call"u8, started.CallId.Value);
        if (started.Intended.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("intended"u8);
        foreach (var change in started.Intended)
        {
            json.WriteStartObject();
            Write(json, change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, FileChanged changed)
    {
        json.WriteString("turn"u8, changed.Turn.Value);
        json.WriteString("call"u8, changed.CallId.Value);
        WritePath(json, changed.Path);
        EventEncoder.WriteOptional(json, "before"u8, changed.Before?.Value);
        EventEncoder.WriteOptional(json, "after"u8, changed.After?.Value);
    }

    public static FileChanged ReadFileChanged(JsonElement p) => new(
        new(p.Text("turn"u8)),
        new(p.Text("call"u8)),
        ReadPath(p),
        ReadHash(p, "before"u8),
        ReadHash(p, "after"u8));

    private static ToolLocation ReadLocation(JsonElement location) => new(
        location.Text("path"u8),
        location.TryGetProperty("line"u8, out _) ? (int)location.Number("line"u8) : null);

    public static void WritePath(Utf8JsonWriter json, WorkspacePath path)
    {
        json.WriteString("path"u8, path.Absolute);
        json.WriteString("relative"u8, path.Relative);
    }

    public static WorkspacePath ReadPath(JsonElement p) => new(p.Text("path"u8), p.Text("relative"u8));

    public static ContentHash? ReadHash(JsonElement p, ReadOnlySpan<byte> name) => p.OptionalText(name) is { } hash ? new ContentHash(hash) : null;
}
