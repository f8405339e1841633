using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// What became of a call, as a model gets it. All of it is text from outside. What cannot be shown is named, nothing is dropped, and where it
/// is not plain what happened the model is told what to do next.
/// </summary>
internal static class AnswerContent
{
    public static ToolResult ResultOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered answered => Answered(answered),
        CallOutcome.NotRun notRun => Failed(notRun.Message.Contains("did not run", StringComparison.Ordinal) ? notRun.Message : $"Not run: {notRun.Message}"),
        CallOutcome.LoginNeeded login => Failed(login.Message),
        CallOutcome.Unknown unknown => Failed(
            $"Outcome unknown: {unknown.Message} The call was sent and may have taken effect. Do not send it again before you have looked, with a tool that only reads, at what it did."),
        CallOutcome.Unreadable unreadable => Failed(
            $"It ran, but its answer cannot be read: {unreadable.Message} Do not send it again to see the answer; look at its effect with another tool."),
        _ => throw new InvalidOperationException("unknown outcome"),
    };

    private static ToolResult Answered(CallOutcome.Answered answered)
    {
        var answer = answered.Answer;
        var content = new ContentWriter();
        foreach (var part in answer.Content)
        {
            if (answer.Structured is null || part is not AnswerPart.Text text || !IsCopy(text.Value, answer.Structured.Value))
            {
                content.Add(part);
            }
        }

        if (answer.Structured is { } structured)
        {
            content.AddText(structured.GetRawText());
        }

        if (answered.Complaint is { } complaint)
        {
            content.AddText($"(The structured content breaks the tool's own output schema: {complaint}. Rely on it with care.)");
        }

        if (answer.Age is { } age)
        {
            content.AddText(string.Create(CultureInfo.InvariantCulture, $"(The same answer as {Math.Max(1, age.TotalSeconds):0} s ago, not fetched again.)"));
        }

        return new ToolResult { Content = content.Parts(answer.IsError ? "The tool failed and says nothing more." : "(no output)"), IsError = answer.IsError, Origin = TextOrigin.Outside };
    }

    private static ToolResult Failed(string text) => ToolResult.Error(text) with { Origin = TextOrigin.Outside };

    private static bool IsCopy(string text, JsonElement structured)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed[0] is not ('{' or '[' or '"' or '-' or 't' or 'f' or 'n' or (>= '0' and <= '9')))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonElement.DeepEquals(document.RootElement, structured);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
