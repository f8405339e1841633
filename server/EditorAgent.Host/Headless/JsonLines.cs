using System.Text.Json;
using System.Threading.Channels;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>
/// Writes a session as JSON, one object a line, each with <c>type</c>: <c>session</c> first, then <c>text</c>, <c>reasoning</c>,
/// <c>tool_call</c>, <c>permission</c>, <c>tool_result</c>, <c>subagent</c> (as it begins and as it ends), <c>plan</c>, <c>retry</c>, <c>notice</c>, and <c>result</c> last.
/// </summary>
internal sealed class JsonLines : IRunReport
{
    private readonly Stream output;
    private readonly Channel<SessionEvent> queue = Channel.CreateUnbounded<SessionEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task pump;
    private readonly MaskedText masked = new();
    private Streamed? streamed;

    /// <summary>Programs read this; nobody is there to ask.</summary>
    public IPermissionPrompt Asks { get; } = new UnattendedPrompt();

    public JsonLines(Stream output)
    {
        this.output = output;
        this.pump = Task.Run(this.PumpAsync);
    }

    /// <summary>The first line, before anything has happened.</summary>
    public void Begin(SessionId session, string folder) => this.queue.Writer.TryWrite(new SessionEvent.Created(session, folder, [], ""));

    public void Receive(SessionEnvelope envelope) => this.queue.Writer.TryWrite(envelope.Event);

    /// <summary>Writes what is still queued, then the last line.</summary>
    public async Task CompleteAsync(RunEnd end)
    {
        this.queue.Writer.TryComplete();
        await this.pump;
        var outcome = end.Outcome;
        await this.WriteAsync("result", json =>
        {
            json.WriteString("sessionId", end.Session.Value);
            json.WriteString("stopReason", outcome.Reason.ToString());
            json.WriteNumber("exitCode", (int)end.Code);
            if (outcome.Error is { } error)
            {
                json.WriteString("error", SecretMask.Of(error));
            }

            if (end.Line is { } line)
            {
                json.WriteString("message", SecretMask.Of(line));
            }

            if (end.Output is { } output)
            {
                json.WritePropertyName("output");
                json.WriteRawValue(output);
            }

            json.WriteNumber("steps", outcome.Steps);
            json.WriteNumber("toolCalls", outcome.ToolCalls);
            json.WriteStartObject("usage");
            json.WriteNumber("prompt", outcome.Usage.Prompt);
            json.WriteNumber("completion", outcome.Usage.Completion);
            json.WriteNumber("cached", outcome.Usage.Cached);
            json.WriteEndObject();
            if (end.Cost is { } cost)
            {
                json.WriteStartObject("cost");
                json.WriteNumber("amount", cost.Amount);
                json.WriteString("currency", cost.Currency);
                json.WriteEndObject();
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        this.queue.Writer.TryComplete();
        await this.pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var happened in this.queue.Reader.ReadAllAsync())
        {
            if (happened is not (SessionEvent.TextDelta or SessionEvent.ReasoningDelta))
            {
                await this.EndStreamAsync();
            }

            await this.WriteAsync(happened);
        }

        await this.EndStreamAsync();
    }

    /// <summary>Word by word: a key that comes in two pieces is masked like one that comes whole.</summary>
    private async Task StreamAsync(Streamed to, string piece)
    {
        if (this.streamed != to)
        {
            await this.EndStreamAsync();
            this.streamed = to;
        }

        await this.WriteTextAsync(to, this.masked.Next(piece));
    }

    private async Task EndStreamAsync()
    {
        if (this.streamed is { } open)
        {
            this.streamed = null;
            await this.WriteTextAsync(open, this.masked.End());
        }
    }

    private Task WriteTextAsync(Streamed to, string text) => text.Length == 0 ? Task.CompletedTask : this.WriteAsync(to.Type, json =>
    {
        json.WriteString("messageId", to.MessageId);
        json.WriteString("text", text);
    });

    private Task WriteAsync(SessionEvent happened) => happened switch
    {
        SessionEvent.Created created => this.WriteAsync("session", json =>
        {
            json.WriteString("sessionId", created.Id.Value);
            json.WriteString("cwd", created.WorkingDirectory);
        }),
        SessionEvent.TextDelta delta => this.StreamAsync(new Streamed("text", delta.MessageId), delta.Text),
        SessionEvent.ReasoningDelta delta => this.StreamAsync(new Streamed("reasoning", delta.MessageId), delta.Text),
        SessionEvent.AnswerDiscarded discarded => this.WriteAsync("discarded", json => json.WriteString("messageId", discarded.MessageId)),
        SessionEvent.ToolCallPlanned planned => this.WriteAsync("tool_call", json =>
        {
            json.WriteString("toolCallId", planned.CallId.Value);
            json.WriteString("tool", planned.ToolName);
            json.WriteString("title", SecretMask.Of(planned.Title));
            json.WritePropertyName("arguments");
            json.WriteRawValue(MaskedJson.OfText(planned.ArgumentsJson));
        }),
        SessionEvent.PermissionDecided decided => this.WriteAsync("permission", json =>
        {
            json.WriteString("toolCallId", decided.CallId.Value);
            json.WriteString("decision", decided.Decision.ToString().ToLowerInvariant());
            json.WriteString("reason", SecretMask.Of(decided.Reason));
        }),
        SessionEvent.ToolCallEnded ended => this.WriteAsync("tool_result", json =>
        {
            json.WriteString("toolCallId", ended.CallId.Value);
            json.WriteBoolean("isError", ended.IsError);
            json.WriteString("text", SecretMask.Of(string.Concat(ended.Content.OfType<ContentPart.Text>().Select(part => part.Value))));
        }),
        SessionEvent.SubagentReported reported => this.WriteAsync("subagent", json =>
        {
            json.WriteString("toolCallId", reported.CallId.Value);
            json.WriteString("sessionId", reported.Subagent.Value);
            json.WriteString("profile", reported.Profile.ToString().ToLowerInvariant());
            json.WriteNumber("steps", reported.Steps);
            json.WriteNumber("tokens", reported.Usage.Total);
        }),
        SessionEvent.PlanChanged plan => this.WriteAsync("plan", json =>
        {
            json.WriteStartArray("entries");
            foreach (var entry in plan.Entries)
            {
                json.WriteStartObject();
                json.WriteString("content", SecretMask.Of(entry.Content));
                json.WriteString("status", entry.Status.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        SessionEvent.Retrying retrying => this.WriteAsync("retry", json =>
        {
            json.WriteNumber("failedAttempt", retrying.FailedAttempt);
            json.WriteNumber("delayMs", (long)retrying.Delay.TotalMilliseconds);
            json.WriteString("reason", SecretMask.Of(retrying.Reason));
        }),
        SessionEvent.Notice notice => this.WriteAsync("notice", json =>
        {
            json.WriteString("severity", notice.Severity.ToString().ToLowerInvariant());
            json.WriteString("title", SecretMask.Of(notice.Title));
            json.WriteString("description", notice.Description is null ? null : SecretMask.Of(notice.Description));
        }),
        _ => Task.CompletedTask,
    };

    private async Task WriteAsync(string type, Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        await using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            members(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        await this.output.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length));
        await this.output.FlushAsync();
    }

    private sealed record Streamed(string Type, string MessageId);
}
