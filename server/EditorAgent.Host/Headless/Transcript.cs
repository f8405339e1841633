using EditorAgent.Core.Tools.Writing;
using System.Globalization;
using System.Threading.Channels;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Host.Headless;

/// <summary>
/// Writes a session as text while it happens: the model's words to one writer, what it does to another. Has its own queue, because a slow
/// terminal must not hold the session's writer.
/// </summary>
internal sealed class Transcript : IAsyncDisposable
{
    private readonly TextWriter answer;
    private readonly TextWriter progress;
    private readonly Channel<object> queue = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task pump;
    private readonly Dictionary<string, string> quiet = [];
    private bool midLine;

    public Transcript(TextWriter answer, TextWriter progress)
    {
        this.answer = answer;
        this.progress = progress;
        this.pump = Task.Run(this.PumpAsync);
    }

    public void Receive(SessionEnvelope envelope) => this.queue.Writer.TryWrite(envelope.Event);

    /// <summary>Returns when everything received so far has been written.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!this.queue.Writer.TryWrite(reached))
        {
            reached.SetResult();
        }

        await await Task.WhenAny(reached.Task, this.pump).WaitAsync(cancellationToken);
    }

    /// <summary>The words of a question; a diff stands above them, written when the call was planned.</summary>
    public void WriteRequest(ApprovalText text)
    {
        this.progress.WriteLine($"? {text.Title}");
        foreach (var line in text.Command?.Split('\n') ?? [])
        {
            this.progress.WriteLine($"    $ {line}");
        }

        foreach (var line in text.Lines)
        {
            this.progress.WriteLine($"    {line}");
        }
    }

    /// <summary>What a person is to trust: what would run, and what of it has changed.</summary>
    public void WriteTrust(TrustQuestion question) => TrustText.Write(this.progress, question);

    public void WriteQuestion(string text)
    {
        this.progress.Write($"  {text} > ");
        this.progress.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        this.queue.Writer.TryComplete();
        await this.pump;
        await this.FlushAsync();
    }

    private async Task PumpAsync()
    {
        while (await this.queue.Reader.WaitToReadAsync())
        {
            while (this.queue.Reader.TryRead(out var item))
            {
                if (item is SessionEvent happened)
                {
                    this.Write(happened);
                    continue;
                }

                await this.FlushAsync();
                ((TaskCompletionSource)item).SetResult();
            }

            await this.FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        await this.answer.FlushAsync();
        await this.progress.FlushAsync();
    }

    private void Write(SessionEvent happened)
    {
        switch (happened)
        {
            case SessionEvent.TextDelta delta:
                this.answer.Write(TerminalText.Visible(delta.Text));
                this.midLine = !delta.Text.EndsWith('\n');
                break;
            case SessionEvent.AssistantMessage:
                this.EndLine();
                break;
            case SessionEvent.AnswerDiscarded:
                this.EndLine();
                break;
            case SessionEvent.ToolCallPlanned planned:
                this.Begin(planned);
                break;
            case SessionEvent.PermissionDecided { Decision: Core.Permissions.PermissionDecision.Deny } decided:
                this.Line($"  not allowed: {CanonicalText.Line(decided.Reason)}");
                break;
            case SessionEvent.ToolCallEnded ended:
                this.Line(this.quiet.Remove(ended.CallId.Value, out var title) ? $"> {title}: {Summary(ended)}" : $"  {Summary(ended)}");
                break;
            case SessionEvent.PlanChanged plan:
                this.WritePlan(plan);
                break;
            case SessionEvent.Retrying retrying:
                this.Line($"! {retrying.Reason} Trying again in {retrying.Delay.TotalSeconds:0.#} s ({retrying.FailedAttempt} of {retrying.MaxAttempts}; Ctrl+C stops).");
                break;
            case SessionEvent.Notice notice:
                this.Line($"! {notice.Title}. {notice.Description}");
                break;
        }
    }

    /// <summary>What changes or starts something is announced when it is planned; looking around is told in one line when it is done.</summary>
    private void Begin(SessionEvent.ToolCallPlanned planned)
    {
        if (planned.Diffs.IsEmpty && planned.Command is null)
        {
            this.quiet[planned.CallId.Value] = CanonicalText.Line(planned.Title, 200).Text;
            return;
        }

        this.Line($"> {CanonicalText.Line(planned.Title, 200)}");
        foreach (var diff in planned.Diffs)
        {
            WriteDiff(this.progress, diff);
        }
    }

    private static string Summary(SessionEvent.ToolCallEnded ended)
    {
        if (ended.Tests is { } tests)
        {
            return $"{tests.Passed} passed, {tests.Failed} failed, {tests.Skipped} skipped";
        }

        var text = string.Concat(ended.Content.OfType<ContentPart.Text>().Select(part => part.Value)).TrimEnd();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return ended.IsError ? $"error: {Short(first)}" : Counted(text, first);
    }

    /// <summary>Lines of the file or of the program, not those that the tool has put around them.</summary>
    private static string Counted(string text, string first)
    {
        var lines = text.AsSpan().Count('\n') + 1;
        var last = text.AsSpan(text.LastIndexOf('\n') + 1);
        var isRead = lines > 1 && last.StartsWith('(') && last.EndsWith(')') && last.Contains(" lines in all", StringComparison.Ordinal);
        if (first.StartsWith("exit code ", StringComparison.Ordinal))
        {
            var output = last.SequenceEqual("(no output)") ? 0 : lines - 1;
            return output == 0 ? Short(first) : $"{Short(first)}, {Lines(output)}";
        }

        return isRead ? Lines(lines - 1) : lines > 1 ? Lines(lines) : Short(first);
    }

    private static string Lines(int count) => count == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{count} lines");

    private static string Short(string line) => TerminalText.Visible(line.Length <= 160 ? line : string.Concat(line.AsSpan(0, 159), "…"));

    private static void WriteDiff(TextWriter writer, FileDiff diff)
    {
        foreach (var line in UnifiedDiff.Between(diff.OldText ?? "", diff.NewText).Text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            writer.WriteLine($"    {TerminalText.Visible(line.ToString())}");
        }
    }

    private void WritePlan(SessionEvent.PlanChanged plan)
    {
        this.EndLine();
        foreach (var entry in plan.Entries)
        {
            var mark = entry.Status switch { PlanEntryStatus.Completed => "x", PlanEntryStatus.InProgress => ">", _ => " " };
            this.progress.WriteLine($"  [{mark}] {TerminalText.Visible(entry.Content)}");
        }
    }

    private void Line(string text)
    {
        this.EndLine();
        this.progress.WriteLine(TerminalText.Visible(text));
    }

    private void EndLine()
    {
        if (this.midLine)
        {
            this.answer.WriteLine();
            this.answer.Flush();
            this.midLine = false;
        }
    }
}
