using System.Globalization;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// A session as a Markdown document: what was said, what each call did and who allowed it. Secrets are masked; nothing that a user, a model
/// or a program wrote can end the block it stands in.
/// </summary>
internal sealed class SessionMarkdown
{
    private const int MostOfOutput = 4_000;
    private const int MostOfAll = 8_000_000;

    private readonly StringBuilder body = new();
    private readonly Dictionary<ToolCallId, Call> calls = [];
    private string? title;
    private SessionEvent.Created? created;
    private DateTimeOffset createdAt;
    private SessionEvent.PlanChanged? plan;
    private string? speaker;
    private int turns;

    private SessionMarkdown()
    {
    }

    public static string Of(IEnumerable<SessionEnvelope> history)
    {
        var document = new SessionMarkdown();
        foreach (var happened in history)
        {
            if (document.body.Length > MostOfAll)
            {
                document.Paragraph("*The rest is left out: this document would be too long.*");
                break;
            }

            document.Take(happened);
        }

        return document.Whole();
    }

    private void Take(SessionEnvelope happened)
    {
        switch (happened.Event)
        {
            case SessionEvent.Created first:
                (this.created, this.createdAt) = (first, happened.At);
                break;
            case SessionEvent.TitleChanged changed:
                this.title = changed.Title;
                break;
            case SessionEvent.TurnStarted:
                this.turns++;
                break;
            case SessionEvent.UserMessage message:
                this.Speaks("You");
                this.UserSaid(message);
                break;
            case SessionEvent.AssistantMessage answer when answer.Message.Text is { Length: > 0 } text:
                this.Speaks("Agent");
                this.Paragraph(MarkdownText.Contained(SecretMask.Of(text)));
                break;
            case SessionEvent.TextDelta { Text.Length: > 0 } partial:
                this.Speaks("Agent");
                this.Paragraph(MarkdownText.Contained(SecretMask.Of(partial.Text)));
                this.Paragraph("*(interrupted)*");
                break;
            case SessionEvent.ToolCallPlanned planned:
                this.calls[planned.CallId] = new Call(planned);
                break;
            case SessionEvent.PermissionDecided decided when this.calls.TryGetValue(decided.CallId, out var call):
                call.Decision = decided.Note?.Text ?? decided.Reason;
                break;
            case SessionEvent.ToolCallStarted started when this.calls.TryGetValue(started.CallId, out var call):
                call.StartedAt = happened.At;
                break;
            case SessionEvent.ToolCallEnded ended:
                this.Speaks("Agent");
                this.Ended(ended, this.calls.GetValueOrDefault(ended.CallId), happened.At);
                this.calls.Remove(ended.CallId);
                break;
            case SessionEvent.PlanChanged changed:
                this.plan = changed;
                break;
            case SessionEvent.TurnUndone undone:
                this.Paragraph($"*File changes were taken back: {undone.Restored.Length} restored, {undone.Conflicts.Length} left alone because they had changed since.*");
                break;
            case SessionEvent.Compacted compacted:
                this.Paragraph(string.Create(CultureInfo.InvariantCulture, $"*From here on the model was shown a summary of the conversation: about {compacted.Before:N0} tokens became {compacted.After:N0}.*"));
                break;
            case SessionEvent.TurnEnded { Reason: not StopReason.EndTurn } ended:
                this.Paragraph($"*The turn ended: {ended.Reason}{(ended.Error is { } error ? $" ({MarkdownText.Inline(SecretMask.Of(error))})" : "")}.*");
                break;
            case SessionEvent.Notice { Severity: not NoticeSeverity.Info } notice:
                this.Paragraph($"*{MarkdownText.Inline(SecretMask.Of(notice.Title))}{(notice.Description is { } more ? ": " + MarkdownText.Inline(SecretMask.Of(more)) : "")}*");
                break;
        }
    }

    private void UserSaid(SessionEvent.UserMessage message)
    {
        foreach (var part in message.Content)
        {
            this.Paragraph(part switch
            {
                ContentPart.Text text => MarkdownText.Quoted(SecretMask.Of(text.Value)),
                ContentPart.Image image => $"*(image, {image.MimeType}, {image.Data.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes)*",
                _ => "",
            });
        }
    }

    private void Ended(SessionEvent.ToolCallEnded ended, Call? call, DateTimeOffset at)
    {
        var name = call?.Planned.Title ?? ended.ToolName;
        var duration = call?.StartedAt is { } start && at >= start ? string.Create(CultureInfo.InvariantCulture, $", {(at - start).TotalSeconds:0.0} s") : "";
        this.Paragraph($"**{MarkdownText.Inline(SecretMask.Of(name))}** ({MarkdownText.Inline(ended.ToolName)}{(ended.IsError ? ", failed" : "")}{duration})");
        if (call?.Decision is { } decision)
        {
            this.Paragraph($"*{MarkdownText.Inline(SecretMask.Of(decision))}*");
        }

        if (call?.Planned.Command is { } command)
        {
            this.Paragraph(MarkdownText.Fenced(Cut(SecretMask.Of(command)), "sh"));
        }

        foreach (var diff in call is null || ended.IsError || call.Planned.Diffs.IsDefault ? [] : call.Planned.Diffs)
        {
            this.Paragraph($"{MarkdownText.Inline(diff.Path.Relative)}:");
            this.Paragraph(MarkdownText.Fenced(Cut(SecretMask.Of(UnifiedDiff.Between(diff.OldText ?? "", diff.NewText).Text)), "diff"));
        }

        var output = string.Concat(ended.Content.OfType<ContentPart.Text>().Select(part => part.Value));
        if (output.Length > 0)
        {
            this.Paragraph(MarkdownText.Fenced(Cut(SecretMask.Of(output)), "text"));
        }
    }

    private string Whole()
    {
        var head = new StringBuilder($"# {MarkdownText.Inline(SecretMask.Of(this.title ?? "Untitled"))}\n\n");
        if (this.created is { } first)
        {
            head.Append(CultureInfo.InvariantCulture, $"Workspace {MarkdownText.Inline(first.WorkingDirectory)}, begun {this.createdAt:yyyy-MM-dd HH:mm} UTC, {this.turns} turn(s), EditorAgent {MarkdownText.Inline(first.ProductVersion)}.\n\n");
        }

        head.Append(this.body);
        if (this.plan is { } last)
        {
            head.Append("## Plan\n\n");
            foreach (var entry in last.Entries)
            {
                head.Append($"- [{(entry.Status == PlanEntryStatus.Completed ? 'x' : ' ')}] {MarkdownText.Inline(SecretMask.Of(entry.Content))}\n");
            }
        }

        return head.ToString().TrimEnd() + "\n";
    }

    private void Speaks(string who)
    {
        if (this.speaker != who)
        {
            this.speaker = who;
            this.Paragraph($"## {who}");
        }
    }

    private void Paragraph(string text)
    {
        if (text.Length > 0)
        {
            this.body.Append(text).Append("\n\n");
        }
    }

    /// <summary>The head and the tail; the middle of an output tells least.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= MostOfOutput)
        {
            return text;
        }

        var (head, tail) = (MostOfOutput * 2 / 3, text.Length - (MostOfOutput / 3));
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..head]}\n[... {tail - head} characters left out ...]\n{text[tail..]}");
    }

    private sealed class Call(SessionEvent.ToolCallPlanned planned)
    {
        public SessionEvent.ToolCallPlanned Planned => planned;

        public string? Decision { get; set; }

        public DateTimeOffset? StartedAt { get; set; }
    }
}
