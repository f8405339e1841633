using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>
/// The subagents of one session. Each has a journal of its own below the session's directory, where no list of sessions looks, and can be
/// taken up again by its id, also after a restart. What strangers wrote is passed on in both directions: a task given after reading it
/// comes from there, and so does the answer.
/// </summary>
/// <param name="owner">The session they work for; asked for when a task comes.</param>
/// <param name="store">Below the owner's directory.</param>
/// <param name="make">Puts one together.</param>
/// <param name="settings">Bounds.</param>
public sealed class SubagentCrew(Func<AgentSession> owner, SessionStore store, Func<SubagentSeat, AgentSession> make, SubagentSettings settings) : ISubagents
{
    public const string Folder = "agents";

    private const int MostAtOnce = 4;
    private const int MostNamed = 20;

    private readonly SemaphoreSlim places = new(MostAtOnce, MostAtOnce);

    public string? WhyNotResumable(string id, SubagentProfile profile)
    {
        if (!SessionId.TryParse(id, out var known) || !owner().Session.State.Subagents.TryGetValue(known, out var before))
        {
            return $"There is no subagent \"{CanonicalText.Line(id, 60).Text}\" in this session. Leave resume out to start one.";
        }

        return before == profile ? null : $"The subagent {id} is of the profile {SubagentWords.NameOf(before)}; resume it with that one, or leave resume out to start another.";
    }

    public async Task<ToolResult> RunAsync(SubagentTask task, IProgress<string> output, CancellationToken cancellationToken)
    {
        if (!await this.places.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            output.Report("waiting for another subagent to end\n");
            await this.places.WaitAsync(cancellationToken);
        }

        try
        {
            return await this.RunInPlaceAsync(task, output, cancellationToken);
        }
        catch (Exception unusable) when (unusable is JournalException or ConfigurationException)
        {
            return ToolResult.Error($"Not run: {unusable.Message}");
        }
        catch (SessionNotFoundException)
        {
            return ToolResult.Error($"Not run: the conversation of the subagent {task.Resume} is gone. Leave resume out to start another.");
        }
        finally
        {
            this.places.Release();
        }
    }

    private async Task<ToolResult> RunInPlaceAsync(SubagentTask task, IProgress<string> output, CancellationToken cancellationToken)
    {
        var parent = owner();
        var turn = parent.Session.State.CurrentTurn ?? throw new InvalidOperationException("A task was given outside of any turn.");
        var session = await this.OpenAsync(task, parent, cancellationToken);
        var title = SubagentWords.TitleOf(task.Profile, task.Description);
        await using var agent = await this.MakeAsync(new SubagentSeat(
            session, task.Profile, new SubagentPrompt(parent.Prompt, task.Call, title), new SubagentOrigin(parent.Session, turn, task.Call)));
        using var watching = session.Subscribe(envelope => Tell(envelope, output));
        parent.Session.Append(new SessionEvent.SubagentReported(task.Call, session.Id, task.Profile, 0, default));
        session.Append(new SessionEvent.TitleChanged(title));
        var before = session.State.TotalUsage;
        var changes = ChangesOf(parent.Session.State, turn).Count;
        var outcome = await agent.RunTurnAsync([PromptOf(task, parent.Session.State)], cancellationToken);

        // What a model was asked is to be paid for, whatever became of the answer.
        var use = new SubagentUse(session.Id.Value, task.Profile, outcome.Steps, session.State.TotalUsage - before);
        parent.Session.Append(new SessionEvent.SubagentReported(task.Call, session.Id, task.Profile, use.Steps, use.Usage));
        return ResultOf(session.State, outcome, use, Math.Min(settings.MaxSteps, agent.StepsPerTurn), EditsOf(task, ChangesOf(parent.Session.State, turn).Skip(changes)));
    }

    private async Task<Session> OpenAsync(SubagentTask task, AgentSession parent, CancellationToken cancellationToken) => task.Resume is { } id
        ? await store.OpenAsync(new SessionId(id), cancellationToken)
        : await store.CreateAsync(parent.Workspace.Root, parent.Session.State.AdditionalDirectories, parent.Session.State.ProductVersion, cancellationToken);

    private async Task<AgentSession> MakeAsync(SubagentSeat seat)
    {
        try
        {
            return make(seat);
        }
        catch
        {
            await seat.Session.DisposeAsync();
            throw;
        }
    }

    private static ContentPart PromptOf(SubagentTask task, SessionState parent) => new ContentPart.Text(task.Prompt)
    {
        Outside = parent.Taint.Outside,
        IsOfWorkspace = parent.Taint.HasWorkspaceText,
    };

    private static IReadOnlyList<SessionEvent.FileChanged> ChangesOf(SessionState owner, TurnId turn) =>
        owner.Turns.LastOrDefault(candidate => candidate.Id == turn)?.Changes ?? AppendOnlyList<SessionEvent.FileChanged>.Empty;

    /// <summary>What its owner's journal says, not what it says. A subagent that may change something runs alone, so what is new there is its own.</summary>
    private static string EditsOf(SubagentTask task, IEnumerable<SessionEvent.FileChanged> changes)
    {
        if (task.Profile != SubagentProfile.Code)
        {
            return "";
        }

        var edited = changes.Select(change => change.Path.Relative).Distinct(StringComparer.Ordinal).ToList();
        return edited.Count == 0
            ? " It edited no file; what its commands may have written is not counted."
            : $" It edited: {string.Join(", ", edited.Take(MostNamed))}{(edited.Count > MostNamed ? $" and {edited.Count - MostNamed} more" : "")}.";
    }

    private static ToolResult ResultOf(SessionState state, TurnOutcome outcome, SubagentUse use, int most, string edits)
    {
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"[subagent {use.Id} ({SubagentWords.NameOf(use.Profile)}): {SubagentWords.EndOf(outcome, most)}; {use.Steps} {(use.Steps == 1 ? "step" : "steps")}, {use.Usage.Total:N0} tokens.{edits} It goes on with resume: \"{use.Id}\".]\n");
        return new ToolResult
        {
            Content = [ToolResult.Remark(told), new ContentPart.Text(AnswerOf(state) ?? "(no answer)")],
            IsError = outcome.Reason is StopReason.Failed or StopReason.Cancelled or StopReason.Refusal,
            Origin = state.Taint.Outside is not null ? TextOrigin.Outside : state.Taint.HasWorkspaceText ? TextOrigin.Workspace : TextOrigin.Own,
            Subagent = use,
        };
    }

    /// <summary>The last text that stands behind the task.</summary>
    private static string? AnswerOf(SessionState state)
    {
        for (var i = state.Conversation.Count - 1; i >= 0 && state.Conversation[i] is not Message.User; i--)
        {
            if (state.Conversation[i] is Message.Assistant { Text: { } text } && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    private static void Tell(SessionEnvelope envelope, IProgress<string> output)
    {
        if (envelope.Event is SessionEvent.ToolCallPlanned planned)
        {
            output.Report($"{StepLine.Of(planned)}\n");
        }
    }
}
