using System.Collections.Immutable;
using System.Globalization;
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
    /// <param name="outcome">Of the call.</param>
    /// <param name="reader">The server that reads what the answer links to; null where none does.</param>
    public static ToolResult ResultOf(CallOutcome outcome, string? reader)
    {
        var result = ResultWithoutNews(outcome, reader);
        return outcome.News is { } news ? result with { Content = [.. result.Content, new ContentPart.Text($"\n({news})")] } : result;
    }

    private static ToolResult ResultWithoutNews(CallOutcome outcome, string? reader) => outcome switch
    {
        CallOutcome.Answered answered => Answered(answered, reader),
        CallOutcome.NotRun notRun => Failed(notRun.Message.Contains("did not run", StringComparison.Ordinal) ? notRun.Message : $"Not run: {notRun.Message}", notRun.Advice),
        CallOutcome.LoginNeeded login => Failed(login.Message, login.Advice),
        CallOutcome.Unknown unknown => Failed(unknown.Message, unknown.Advice ?? "Outcome unknown: the call may have taken effect. Look at the state first, with a call that only reads, before you call it again."),
        CallOutcome.Unreadable unreadable => Failed(unreadable.Message, unreadable.Advice ?? "It ran, but its answer cannot be read. Do not repeat it to see more; look at what it did another way."),
        _ => throw new InvalidOperationException("unknown outcome"),
    };

    private static ToolResult Answered(CallOutcome.Answered answered, string? reader)
    {
        var answer = answered.Answer;
        var content = new ContentWriter();
        var copies = answer.Structured is { } promised ? new StructuredCopies(promised) : null;
        foreach (var part in answer.Content)
        {
            if (part is not AnswerPart.Text text || copies?.Holds(text.Value) != true)
            {
                content.Add(part);
            }
        }

        if (copies is not null && !answer.Content.Any(part => part is AnswerPart.Text text && copies.IsNoMoreThan(text.Value)))
        {
            content.AddText(answer.Structured!.Value.GetRawText());
        }

        if (answered.Complaint is { } complaint)
        {
            content.AddText($"(The structured content breaks the tool's own output schema: {complaint.TrimEnd('.')}. Rely on it with care.)");
        }

        if (answer.Age is { } age)
        {
            content.AddText(string.Create(CultureInfo.InvariantCulture, $"(The same answer as {Math.Max(1, age.TotalSeconds):0} s ago, not fetched again.)"));
        }

        ImmutableArray<ContentPart> parts =
        [
            .. answer.IsError ? [ToolResult.Remark("The tool reports an error:\n")] : Array.Empty<ContentPart>(),
            .. content.Parts(answer.IsError ? "(it says nothing more)" : "(no output)"),
            .. content.HasLinks && reader is not null ? [ToolResult.Remark($"\nread_mcp_resource with server \"{reader}\" reads what is linked.")] : Array.Empty<ContentPart>(),
        ];
        return new ToolResult { Content = parts, IsError = answer.IsError, Origin = TextOrigin.Outside };
    }

    private static ToolResult Failed(string text, string? advice) => new()
    {
        Content = advice is null ? [new ContentPart.Text(text)] : [new ContentPart.Text(text), ToolResult.Remark($"\n{advice}")],
        IsError = true,
        Origin = TextOrigin.Outside,
    };
}
