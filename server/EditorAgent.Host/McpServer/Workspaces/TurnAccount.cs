using System.Threading.Channels;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>What happens in a turn, kept for its report and told to the client while it happens. Has its own queue: a slow client must not hold the session.</summary>
internal sealed class TurnAccount : IAsyncDisposable
{
    private readonly Channel<SessionEvent> queue = Channel.CreateUnbounded<SessionEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly ServedCall call;
    private readonly ChangeFeed changes;
    private readonly Task pump;
    private int steps;

    public TurnAccount(ServedCall call, ChangeFeed changes)
    {
        this.call = call;
        this.changes = changes;
        this.pump = Task.Run(this.PumpAsync);
    }

    /// <summary>The model's last words.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Paths from the workspace's root, and whether each was created, modified or deleted.</summary>
    public IReadOnlyDictionary<string, string> Files => this.files;

    public void Receive(SessionEnvelope envelope)
    {
        if (envelope.Event is SessionEvent.Durable)
        {
            this.queue.Writer.TryWrite(envelope.Event);
        }
    }

    /// <summary>Returns when everything received has been taken in.</summary>
    public async ValueTask DisposeAsync()
    {
        this.queue.Writer.TryComplete();
        await this.pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var happened in this.queue.Reader.ReadAllAsync())
        {
            try
            {
                await this.TakeAsync(happened);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or McpException or InvalidOperationException)
            {
                // The client no longer listens; the account goes on.
            }
        }
    }

    private async Task TakeAsync(SessionEvent happened)
    {
        switch (happened)
        {
            case SessionEvent.AssistantMessage answer:
                var text = string.Concat(answer.Message.Parts.OfType<AssistantPart.Text>().Select(part => part.Value));
                this.Answer = string.IsNullOrWhiteSpace(text) ? this.Answer : text;
                break;

            case SessionEvent.ToolCallPlanned planned:
                await this.SayAsync(CanonicalText.Line(planned.Title, 200).Text);
                break;

            case SessionEvent.PermissionAsked:
                await this.SayAsync("Waiting for an answer");
                break;

            case SessionEvent.Notice notice:
                await this.call.Client.LogAsync(
                    notice.Severity == NoticeSeverity.Info ? LoggingLevel.Info : LoggingLevel.Warning, SecretMask.Of($"{notice.Title}. {notice.Description}"), CancellationToken.None);
                break;

            case SessionEvent.FileChanged changed:
                this.Take(changed);
                break;
        }
    }

    private Task SayAsync(string message) =>
        this.call.Client.ReportAsync(new ProgressNotificationValue { Progress = ++this.steps, Message = SecretMask.Of(message) }, CancellationToken.None);

    private void Take(SessionEvent.FileChanged changed)
    {
        this.files[changed.Path.Relative] = (changed.Before, changed.After) switch
        {
            (null, _) => "created",
            (_, null) => "deleted",
            _ => this.files.GetValueOrDefault(changed.Path.Relative) ?? "modified",
        };
        this.changes.Publish(new OfferChange.Resource(FileAddress.Of(changed.Path.Absolute)));
        if (changed.Before is null || changed.After is null)
        {
            this.changes.Publish(new OfferChange.Resources());
        }
    }
}
