using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>
/// The life of tool calls as a client draws it: pending as planned, in progress with the end of what it prints, then completed or failed.
/// A diff once shown stays: the end of a call that changed files replaces no content.
/// </summary>
internal sealed class ToolCallUpdates(Action<SessionUpdate> emit)
{
    /// <summary>Characters of a running call's output that are shown; each update carries them all.</summary>
    private const int ShownOutput = 8_000;

    private readonly Dictionary<ToolCallId, Shown> open = [];

    public void Map(SessionEnvelope happened)
    {
        switch (happened.Event)
        {
            case SessionEvent.ToolCallPlanned planned:
                this.Announce(planned);
                break;
            case SessionEvent.PermissionDecided decided:
                this.Decide(decided);
                break;
            case SessionEvent.ToolCallStarted started:
                this.Start(started, happened.At);
                break;
            case SessionEvent.SubagentReported reported when this.open.ContainsKey(reported.CallId):
                emit(new SessionUpdate.ToolCallUpdate { ToolCallId = reported.CallId.Value, Meta = ToolCallNotes.OfSubagent(reported) });
                break;
            case SessionEvent.ToolOutput output:
                this.Printed(output);
                break;
            case SessionEvent.ToolCallEnded ended:
                this.End(ended, happened.At);
                break;
        }
    }

    private void Announce(SessionEvent.ToolCallPlanned planned)
    {
        this.open[planned.CallId] = new Shown(!planned.Diffs.IsDefaultOrEmpty);
        emit(new SessionUpdate.ToolCall
        {
            ToolCallId = planned.CallId.Value,
            Title = CanonicalText.Line(planned.Title, 200).Text,
            Name = planned.ToolName,
            Kind = ToolCallParts.KindOf(planned.Kind),
            Status = ToolCallStatus.Pending,
            Content = ToolCallParts.ContentOf(planned.Diffs, planned.Command),
            Locations = ToolCallParts.LocationsOf(planned.Locations),
            RawInput = ToolCallParts.Shown(planned.ArgumentsJson),
            Meta = ToolCallNotes.OfServer(planned),
        });
    }

    /// <summary>Told with the next update: a call that may run starts at once, any other ends.</summary>
    private void Decide(SessionEvent.PermissionDecided decided)
    {
        if (this.open.TryGetValue(decided.CallId, out var shown))
        {
            shown.Decision = ToolCallNotes.Of(decided);
        }
    }

    private void Start(SessionEvent.ToolCallStarted started, DateTimeOffset at)
    {
        var shown = this.open.GetValueOrDefault(started.CallId);
        shown?.StartedAt ??= at;
        emit(new SessionUpdate.ToolCallUpdate
        {
            ToolCallId = started.CallId.Value,
            Status = ToolCallStatus.InProgress,
            Meta = ToolCallNotes.Meta(shown?.TakeDecision(), null),
        });
    }

    private void Printed(SessionEvent.ToolOutput output)
    {
        if (!this.open.TryGetValue(output.CallId, out var shown) || shown.HasDiffs)
        {
            return;
        }

        shown.Output.Append(output.Text);
        if (shown.Output.Length > ShownOutput)
        {
            shown.Output.Remove(0, shown.Output.Length - ShownOutput);
        }

        emit(new SessionUpdate.ToolCallUpdate
        {
            ToolCallId = output.CallId.Value,
            Status = ToolCallStatus.InProgress,
            Content = [ToolCallParts.Text(shown.Output.ToString())],
        });
    }

    private void End(SessionEvent.ToolCallEnded ended, DateTimeOffset at)
    {
        var status = ended.IsError ? ToolCallStatus.Failed : ToolCallStatus.Completed;
        if (!this.open.Remove(ended.CallId, out var shown))
        {
            emit(new SessionUpdate.ToolCall
            {
                ToolCallId = ended.CallId.Value,
                Title = CanonicalText.Line(ended.ToolName).Text,
                Name = CanonicalText.Line(ended.ToolName).Text,
                Status = status,
                Content = ToolCallParts.ContentOf(ended.Content),
            });
            return;
        }

        emit(new SessionUpdate.ToolCallUpdate
        {
            ToolCallId = ended.CallId.Value,
            Status = status,
            Content = shown.HasDiffs && !ended.IsError ? null : ToolCallParts.ContentOf(ended.Content),
            RawOutput = ended.Tests is { } tests
                ? JsonElement.Parse($$"""{"passed":{{tests.Passed}},"failed":{{tests.Failed}},"skipped":{{tests.Skipped}}}""")
                : null,
            Meta = ToolCallNotes.Meta(shown.TakeDecision(), at - shown.StartedAt),
        });
    }

    private sealed record Shown(bool HasDiffs)
    {
        public StringBuilder Output { get; } = new();

        public DateTimeOffset? StartedAt { get; set; }

        public CallDecision? Decision { get; set; }

        public CallDecision? TakeDecision()
        {
            var decision = this.Decision;
            this.Decision = null;
            return decision;
        }
    }
}
