using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary>An explanation for a terminal, and for a program.</summary>
internal static class ExplanationText
{
    public static IEnumerable<string> Lines(PermissionsExplain.Request request, CallExplanation explanation)
    {
        if (explanation is CallExplanation.Refused refused)
        {
            yield return Line("call", $"{refused.ToolName} {request.Call}");
            yield return Line("decision", "refused: the tool does not take this call, whatever the rules say");
            yield return Line("because", refused.Message);
            yield break;
        }

        var explained = (CallExplanation.Explained)explanation;
        var verdict = explained.Judged.Verdict;
        yield return Line("call", $"{explained.ToolName} {request.Call}");
        yield return Line("decision", Meaning(verdict.Decision));
        yield return Line("because", verdict.Reason);
        yield return Line("decided by", Decider(verdict.Source));
        foreach (var mark in verdict.Marks)
        {
            yield return Line("note", mark);
        }

        if (explained.NeedsTrust)
        {
            yield return Line("note", "makes the workspace's own code run, so the workspace has to be trusted too");
        }

        yield return Line("mode", PermissionModeName.Of(explained.Judged.Mode));
        yield return Line("to change it", explained.Judged.Change);
    }

    public static void WriteJson(Stream stdout, CallExplanation explanation)
    {
        using (var json = new Utf8JsonWriter(stdout, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            if (explanation is CallExplanation.Refused refused)
            {
                json.WriteString("tool", refused.ToolName);
                json.WriteString("decision", "refused");
                json.WriteString("reason", refused.Message);
            }
            else
            {
                Write(json, (CallExplanation.Explained)explanation);
            }

            json.WriteEndObject();
        }

        stdout.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, CallExplanation.Explained explained)
    {
        var verdict = explained.Judged.Verdict;
        json.WriteString("tool", explained.ToolName);
        json.WriteString("decision", Name(verdict.Decision));
        json.WriteString("reason", verdict.Reason);
        WriteSource(json, verdict.Source);
        json.WriteStartArray("marks");
        foreach (var mark in verdict.Marks)
        {
            json.WriteStringValue(mark);
        }

        json.WriteEndArray();
        json.WriteBoolean("needsTrust", explained.NeedsTrust);
        json.WriteString("mode", PermissionModeName.Of(explained.Judged.Mode));
        json.WriteString("change", explained.Judged.Change);
    }

    private static void WriteSource(Utf8JsonWriter json, DecisionSource source)
    {
        json.WriteStartObject("source");
        json.WriteString("kind", DecisionSourceName.Of(source));
        switch (source)
        {
            case DecisionSource.Rule rule:
                json.WriteString("decision", Name(rule.Decision));
                json.WriteString("pattern", rule.Pattern);
                json.WriteString("file", rule.Origin.Source);
                json.WriteNumber("line", rule.Origin.Line);
                json.WriteString("layer", rule.Origin.Layer == ConfigurationLayer.Workspace ? "workspace" : "user");
                break;
            case DecisionSource.Grant grant:
                json.WriteString("pattern", grant.Given.Pattern);
                break;
            case DecisionSource.Safeguard guard:
                json.WriteString("mark", guard.Mark);
                break;
            case DecisionSource.Mode mode:
                json.WriteString("mode", PermissionModeName.Of(mode.Current));
                break;
        }

        json.WriteEndObject();
    }

    private static string Line(string name, string text) => $"{name,-13}{TerminalText.Visible(text.ReplaceLineEndings(" ")).TrimEnd()}";

    private static string Name(PermissionDecision decision) => decision switch
    {
        PermissionDecision.Allow => "allow",
        PermissionDecision.Deny => "deny",
        _ => "ask",
    };

    private static string Meaning(PermissionDecision decision) => decision switch
    {
        PermissionDecision.Allow => "allow: it would run without a question",
        PermissionDecision.Deny => "deny: it would not run, and you would not be asked",
        _ => "ask: you would be asked before it runs",
    };

    private static string Decider(DecisionSource source) => source switch
    {
        DecisionSource.Rule rule => $"the rule at {rule.Origin}, {(rule.Origin.Layer == ConfigurationLayer.Workspace ? "the workspace's file" : "your own file")}",
        DecisionSource.Grant grant => $"what you granted: {grant.Given.Pattern}",
        DecisionSource.Safeguard => "a safeguard that holds in every mode",
        DecisionSource.AutoRunTable => "the table of commands that only look",
        DecisionSource.Mode mode => $"{PermissionModeName.Of(mode.Current)} mode",
        DecisionSource.Person => "a person",
        _ => "the default: no rule speaks of it",
    };
}
