using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>
/// Says in ACP what happens in one session. Live and replayed events go through the same mapping; they differ in what the client
/// already knows: live it has seen the text arrive in pieces and shows its user's words itself.
/// </summary>
internal sealed class SessionUpdateMapper(ClientProfile client, SessionSettings settings, Action<SessionUpdate> emit, SessionCost? cost = null)
{
    private readonly ToolCallUpdates calls = new(emit);

    /// <summary>The message that is arriving in pieces.</summary>
    private string? streaming;

    /// <summary>In a replay, the turn that has begun and whose first message has not been shown.</summary>
    private TurnId? turn;

    public void Live(SessionEnvelope happened)
    {
        if (happened.Event is SessionEvent.UserMessage)
        {
            return;
        }

        this.Map(happened);
    }

    public void Replay(SessionEnvelope happened)
    {
        switch (happened.Event)
        {
            case SessionEvent.TurnStarted started:
                this.turn = started.Turn;
                break;
            case SessionEvent.UserMessage message:
                this.UserSaid(message);
                break;
            case SessionEvent.TurnEnded { Error: { } error }:
                this.Tell(NoticeSeverity.Error, "The turn failed", error);
                break;
            case SessionEvent.ModeChanged or SessionEvent.ModelChanged:
                break;
            default:
                this.Map(happened);
                break;
        }
    }

    private void Map(SessionEnvelope happened)
    {
        switch (happened.Event)
        {
            case SessionEvent.TextDelta delta:
                this.streaming = delta.MessageId;
                emit(Chunks.Agent(delta.Text, delta.MessageId));
                break;
            case SessionEvent.ReasoningDelta delta:
                this.streaming = delta.MessageId;
                emit(Chunks.Thought(delta.Text, delta.MessageId));
                break;
            case SessionEvent.AssistantMessage message:
                this.Answered(message);
                break;
            case SessionEvent.AnswerDiscarded:
                this.streaming = null;
                break;
            case SessionEvent.Retrying retry:
                this.TellIfShown(NoticeSeverity.Info, "Trying again", Describe(retry));
                break;
            case SessionEvent.SubagentReported reported:
                cost?.Add(reported.Usage, null);
                this.calls.Map(happened);
                break;
            case SessionEvent.PlanChanged plan:
                emit(Chunks.Plan(plan.Entries));
                break;
            case SessionEvent.TitleChanged title:
                emit(new SessionUpdate.SessionInfoUpdate { Title = title.Title, UpdatedAt = happened.At.ToString("O", CultureInfo.InvariantCulture) });
                break;
            case SessionEvent.ModeChanged mode:
                emit(new SessionUpdate.CurrentModeUpdate { CurrentModeId = SessionModes.IdOf(mode.Mode) });
                this.SettingsChanged();
                break;
            case SessionEvent.ModelChanged:
                this.SettingsChanged();
                break;
            case SessionEvent.TitleAsked asked:
                cost?.Add(asked.Usage, asked.ModelId);
                break;
            case SessionEvent.Compacted compacted:
                cost?.Add(compacted.Usage, compacted.ModelId);
                break;
            case SessionEvent.ContextUsed used:
                emit(new SessionUpdate.UsageUpdate { Used = (ulong)Math.Max(0, used.Used), Size = (ulong)Math.Max(0, used.Window), Cost = cost?.Now });
                break;
            case SessionEvent.Notice notice:
                this.Tell(notice.Severity, notice.Title, notice.Description);
                break;
            default:
                this.calls.Map(happened);
                break;
        }
    }

    /// <summary>
    /// A whole answer. If it arrived in pieces, these were it, also when the user stopped it and what had come was kept under a new id.
    /// </summary>
    private void Answered(SessionEvent.AssistantMessage answer)
    {
        cost?.Add(answer.Usage, answer.Model);
        var isShown = this.streaming is not null;
        this.streaming = null;
        if (isShown)
        {
            return;
        }

        foreach (var part in answer.Message.Parts)
        {
            switch (part)
            {
                case AssistantPart.Text { Value.Length: > 0 } text:
                    emit(Chunks.Agent(text.Value, answer.MessageId));
                    break;
                case AssistantPart.Reasoning { Value.Length: > 0, Key: not "redacted_thinking" } reasoning:
                    emit(Chunks.Thought(reasoning.Value, answer.MessageId));
                    break;
            }
        }
    }

    private void UserSaid(SessionEvent.UserMessage message)
    {
        JsonElement? meta = this.turn is { } begun ? TurnMeta.Of(begun) : null;
        this.turn = null;
        foreach (var part in message.Content.Where(part => part is not ContentPart.Text { IsOwn: true }))
        {
            emit(new SessionUpdate.UserMessageChunk { Content = Chunks.Block(part), MessageId = message.MessageId, Meta = meta });
        }
    }

    private void SettingsChanged()
    {
        if (settings.ConfigOptions() is { } options)
        {
            emit(new SessionUpdate.ConfigOptionUpdate { ConfigOptions = options });
        }
    }

    /// <summary>What the user must not miss goes into the conversation where the client knows no notices.</summary>
    private void Tell(NoticeSeverity severity, string title, string? description)
    {
        if (client.ShowsNotices || severity == NoticeSeverity.Info)
        {
            this.TellIfShown(severity, title, description);
            return;
        }

        emit(Chunks.Agent(description is null ? title : $"{title}: {description}", $"notice_{Guid.CreateVersion7():N}"));
    }

    private void TellIfShown(NoticeSeverity severity, string title, string? description)
    {
        if (client.ShowsNotices)
        {
            emit(new SessionUpdate.Notice { Severity = NameOf(severity), Title = title, Description = description });
        }
    }

    private static string NameOf(NoticeSeverity severity) => severity switch
    {
        NoticeSeverity.Error => NoticeSeverities.Error,
        NoticeSeverity.Warning => NoticeSeverities.Warning,
        _ => NoticeSeverities.Info,
    };

    private static string Describe(SessionEvent.Retrying retry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{retry.Reason} Attempt {retry.FailedAttempt} of {retry.MaxAttempts} failed; the next one starts in {retry.Delay.TotalSeconds:0.#} s.");
}
