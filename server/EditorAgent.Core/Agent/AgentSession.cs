using System.Collections.Immutable;
using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Review;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Core.Agent;

/// <summary>
/// A session that can think: its journal together with a model, tools and someone to ask. Runs one turn at a time; owned by the door
/// that opened it.
/// </summary>
public sealed class AgentSession : IAsyncDisposable
{
    private readonly Session session;
    private readonly AgentParts parts;
    private readonly ToolPipeline pipeline;
    private readonly SandboxNotice sandboxNotice;
    private readonly SessionGuidance guidance;
    private readonly TurnHooks? hooks;
    private readonly string systemPrompt;
    private readonly CommandNews? news;
    private readonly TailNotes notes;
    private readonly SteeringQueue steering = new();
    private readonly ApprovalDesk desk = new();
    private readonly RetrySchedule retries;
    private readonly SemaphoreSlim oneTurn = new(1, 1);
    private readonly TitleWriter? titles;
    private IChatModel model;
    private ContextMeter meter;
    private readonly int earlierTurns;
    private bool hasWarned;
    private PermissionMode? modeBeforePlan;

    public AgentSession(Session session, IChatModel model, AgentParts parts, ILogger logger)
    {
        this.session = session;
        this.earlierTurns = session.State.Turns.Count;
        this.model = model;
        this.parts = parts;
        this.Grants = parts.SharedGrants ?? new StandingGrants(parts.Permissions, parts.Grants, cancellationToken => ExecutionFingerprint.TakeAsync(parts.Workspace.RealRoot, cancellationToken));
        if (parts.SharedGrants is null)
        {
            this.Grants.Restore(session.State.Grants);
        }

        this.pipeline = new ToolPipeline(
            parts.Tools,
            this.Grants,
            this.desk,
            parts.Prompt,
            new OutputSpill(Path.Combine(session.Directory, "tool-results"), parts.Loop.ToolOutputLimit),
            parts.Trust,
            parts.Time,
            logger,
            parts.Late,
            parts.Hooks);
        this.hooks = parts.Hooks is { } hooks ? new TurnHooks(hooks, session, this.TakeTitleFrom) : null;
        this.Changes = new ChangeLedger(session, parts.Files, parts.Workspace);
        this.retries = new RetrySchedule(parts.Loop.MaxAttemptsPerStep, Random.Shared);
        this.systemPrompt = SystemPrompt.For(parts.Workspace, parts.Tools) + parts.Role;
        this.news = parts.Commands is { } commands ? new CommandNews(commands, session) : null;
        this.notes = new TailNotes(session, parts.Origin is null ? new ModeReminder(parts.Permissions, () => parts.Tools.Find("exit_plan") is not null) : null, this.news);
        this.meter = this.NewMeter();
        this.guidance = new SessionGuidance(session, parts.Workspace, parts.Files, parts.Guidance, parts.Tools.Find("skill") is not null);
        this.Commands = new CommandBook(parts.Guidance);
        this.titles = parts.TitleModel is { } namer ? new TitleWriter(namer, session, parts.Time) : null;
        this.sandboxNotice = new SandboxNotice(parts.Sandbox, parts.Workspace, session);
    }

    public Session Session => this.session;

    /// <summary>The turns that began since the session was opened.</summary>
    public IEnumerable<TurnId> OwnTurns => this.session.State.Turns.Skip(this.earlierTurns).Select(turn => turn.Id);

    public PermissionPolicy Permissions => this.parts.Permissions;

    /// <summary>What the user has allowed beyond single calls.</summary>
    public StandingGrants Grants { get; }

    /// <summary>What tools changed and nobody has judged yet.</summary>
    public ChangeLedger Changes { get; }

    /// <summary>The question to the user that is open: asked by the running turn, or left open by an earlier process.</summary>
    public SessionEvent.PermissionAsked? PendingApproval => this.session.State.PendingApproval is { RequestId: not null } asked ? asked : null;

    public WorkspaceTrust Trust => this.parts.Trust;

    public ModelDescription Model => this.model.Description;

    /// <summary>What understands the workspace's code; null where nothing does.</summary>
    public ICodeIntelligence? Code => this.parts.Code;

    /// <summary>Reads the files that the user attaches; null where none can be attached.</summary>
    public FileAttachments? Attachments => this.parts.Attachments;

    /// <summary>Looks up what a prompt names with an @; null where that is not done.</summary>
    public PromptReferences? References => this.parts.References;

    /// <exception cref="CodeActionException">This session was put together without.</exception>
    public CodeActionComposer CodeActions => this.parts.CodeActions ?? throw new CodeActionException("This session serves no code actions; nothing was started.");

    /// <summary>What the user can type as <c>/name</c>.</summary>
    public CommandBook Commands { get; }

    /// <summary>What brings tools later; null where all were there from the start.</summary>
    public ILateTools? Late => this.parts.Late;

    /// <summary>The model of the next turn.</summary>
    public IChatModel ChatModel => this.model;

    public Workspace Workspace => this.parts.Workspace;

    /// <summary>Who is asked.</summary>
    public IPermissionPrompt Prompt => this.parts.Prompt;

    /// <summary>Model requests that one turn may make.</summary>
    public int StepsPerTurn => this.parts.Loop.MaxStepsPerTurn;

    /// <summary>What the session goes back to when plan mode ends.</summary>
    public PermissionMode ModeAfterPlan => this.modeBeforePlan ?? this.session.State.ModeBeforePlan ?? PermissionMode.Ask;

    /// <summary>The workspace's contents as its user sees them.</summary>
    public IWorkspaceFiles Files => this.parts.Files;

    public bool IsRunning => this.oneTurn.CurrentCount == 0;

    /// <summary>
    /// Runs one turn to its end. Cancelling ends it with <see cref="StopReason.Cancelled"/>; failures of the model end it with
    /// <see cref="StopReason.Failed"/>. When it returns, everything about the turn is on the disk and with the subscribers.
    /// </summary>
    /// <exception cref="InvalidOperationException">A turn is running already.</exception>
    public Task<TurnOutcome> RunTurnAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        var turn = this.RunFittedTurnAsync(ImageIntake.Take(prompt, this.parts.Images, this.model.Description, this.session), cancellationToken);
        return this.titles is null ? turn : this.titles.BehindAsync(turn);
    }

    private Task<TurnOutcome> RunFittedTurnAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken) => this.AloneAsync(() =>
    {
        this.hooks?.Look();
        if (this.hooks is not { WantsPrompt: true })
        {
            this.TakeTitleFrom(prompt);
        }

        this.TellWarnings();
        foreach (var end in SessionRepair.Abandon(this.session.State))
        {
            this.session.Append(end);
        }

        var turn = this.NewTurn(new TurnId($"turn_{Guid.CreateVersion7():N}"));
        return this.session.State.Conversation.Count == 0 && this.guidance.MayBegin
            ? this.RunInstructedAsync(turn, prompt, cancellationToken)
            : turn.RunAsync(prompt, cancellationToken);
    });

    /// <summary>
    /// Replaces the conversation, for the model, by a note that it writes of it; runs alone like a turn. What was said stays in the session.
    /// Cancelled or failed it changes nothing. <see cref="TurnOutcome.Error"/> says why nothing was done.
    /// </summary>
    /// <param name="instruction">What the user wants kept in particular.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">A turn is running.</exception>
    public async Task<TurnOutcome> CompactAsync(string? instruction, CancellationToken cancellationToken)
    {
        if (!await this.oneTurn.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            throw new InvalidOperationException("A turn is running in this session. Wait for its end or cancel it, then have it summarised.");
        }

        try
        {
            return await new ManualCompaction(this.session, this.NewCompactor()).RunAsync(instruction, cancellationToken);
        }
        finally
        {
            this.oneTurn.Release();
        }
    }

    /// <summary>Puts in what a command stands for, where the prompt begins with one that is known; any other prompt comes back as it is.</summary>
    public async Task<ImmutableArray<ContentPart>> ExpandAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        if (prompt is not [ContentPart.Text { Value: var typed }, .. var rest] || await this.Commands.ReadAsync(typed, cancellationToken) is not { } command)
        {
            return prompt;
        }

        if (command.Mode is { } mode && mode != this.Permissions.Mode && !this.Permissions.IsRestricted)
        {
            this.UseMode(mode);
        }

        return [.. command.Content, .. rest];
    }

    /// <summary>Answers the question that the running turn waits on. False when it is not that question, not what was shown, or answered already.</summary>
    public bool TryAnswer(ApprovalReply reply) => this.desk.TryAnswer(reply);

    /// <summary>
    /// Answers a question that an earlier process left open, and takes its turn up where it rests. The call is planned again: only if that
    /// shows exactly what was answered, the answer holds; otherwise the person is asked anew.
    /// </summary>
    /// <exception cref="InvalidOperationException">A turn is running, or the question is not open or not what was shown.</exception>
    public Task<TurnOutcome> ResumeTurnAsync(ApprovalReply reply, CancellationToken cancellationToken) => this.AloneAsync(async () =>
    {
        if (this.session.State is not { CurrentTurn: { } turn } || this.PendingApproval is not { } pending
            || pending.RequestId != reply.RequestId || pending.ShownHash != reply.ShownHash)
        {
            throw new InvalidOperationException("This question is not open.");
        }

        var shown = this.session.ReadHistory().Select(envelope => envelope.Event).OfType<SessionEvent.ToolCallPlanned>().LastOrDefault(planned => planned.CallId == reply.CallId);
        if (shown is { Diffs.IsEmpty: false })
        {
            await this.pipeline.RecallAsync(shown.ToolName, shown.Diffs, cancellationToken);
        }

        this.desk.Prepare(reply);
        return await this.NewTurn(turn).ResumeAsync(cancellationToken);
    });

    /// <summary>The session is about to be let go: a question that is open stays open on the disk instead of being answered with no.</summary>
    public void Leave() => this.desk.Leave();

    /// <summary>Gives the running turn a word of the user, to be read before the model's next answer. False when no turn runs.</summary>
    public bool TrySteer(ImmutableArray<ContentPart> content) =>
        this.steering.TryAdd(ImageIntake.Take(content, this.parts.Images, this.model.Description, this.session));

    /// <summary>Changes the model from the next turn on.</summary>
    /// <param name="next">The model.</param>
    /// <param name="alias">The name the user chose it by.</param>
    public void UseModel(IChatModel next, string alias)
    {
        this.model = next;
        this.meter = this.NewMeter();
        this.session.Append(new SessionEvent.ModelChanged(alias));
    }

    /// <summary>Changes how undecided calls are treated, at once.</summary>
    public void UseMode(PermissionMode mode)
    {
        this.modeBeforePlan = mode == PermissionMode.Plan && this.Permissions.Mode != PermissionMode.Plan ? this.Permissions.Mode : this.modeBeforePlan;
        this.Permissions.Mode = mode;
        this.session.Append(new SessionEvent.ModeChanged(mode));
    }

    /// <summary>Says what would become of a call, by this session's rules, grants and mode; makes none.</summary>
    public Task<CallExplanation> ExplainAsync(string toolName, string? call, CancellationToken cancellationToken) =>
        new CallExplainer(this.parts.Tools, this.parts.Workspace, this.parts.Permissions).ExplainAsync(toolName, call, cancellationToken);

    /// <summary>Takes back the file changes of a turn, where the files still are what it left.</summary>
    /// <exception cref="InvalidOperationException">A turn is running, or there is no such turn.</exception>
    public Task<UndoOutcome> UndoTurnAsync(TurnId turn, CancellationToken cancellationToken) =>
        new TurnUndo(this.session, this.parts.Files, this.parts.Workspace).UndoAsync(turn, cancellationToken);

    /// <summary>Puts the files back to what they were before a turn and all after it.</summary>
    /// <exception cref="InvalidOperationException">A turn is running, or there is no such turn.</exception>
    public Task<UndoOutcome> RestoreAsync(TurnId turn, CancellationToken cancellationToken) =>
        new TurnRestore(this.session, this.parts.Files, this.parts.Workspace).RestoreAsync(turn, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await (this.titles?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (this.hooks?.EndAsync(this.parts.Time) ?? Task.CompletedTask);
        this.news?.Dispose();
        await (this.parts.Commands?.DisposeAsync() ?? ValueTask.CompletedTask);
        await this.session.DisposeAsync();
        await (this.parts.Code?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (this.parts.Late?.DisposeAsync() ?? ValueTask.CompletedTask);
        this.Changes.Dispose();
        this.oneTurn.Dispose();
    }

    private async Task<TurnOutcome> AloneAsync(Func<Task<TurnOutcome>> run)
    {
        if (!await this.oneTurn.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            throw new InvalidOperationException("A turn is running in this session. Wait for it, steer it or cancel it.");
        }

        try
        {
            this.steering.Open();
            await (this.parts.Late?.BeginTurnAsync(CancellationToken.None) ?? ValueTask.CompletedTask);
            return await run();
        }
        catch (JournalException exception)
        {
            return new TurnOutcome(StopReason.Failed, null, exception.Message, 0, 0, default, null, 0);
        }
        finally
        {
            this.steering.Close();
            this.oneTurn.Release();
        }
    }

    private Turn NewTurn(TurnId id)
    {
        return new Turn(
            this.session,
            id,
            this.model,
            this.parts.Tools,
            this.systemPrompt,
            new ModelStep(this.session, this.meter, this.retries, this.parts.Time) { Limit = this.parts.Limit, Fallbacks = FallbackModels.Behind(this.model, this.parts.FallbacksOf) },
            this.pipeline,
            this.parts.Origin is { } origin ? new Checkpoint(origin.Session, this.parts.Files, origin.Turn, origin.Call) : new Checkpoint(this.session, this.parts.Files, id),
            this.meter,
            this.NewCompactor(),
            this.steering,
            this.sandboxNotice,
            this.notes,
            this.parts.Code,
            this.guidance,
            this.parts.Loop,
            this.hooks);
    }

    private Compactor NewCompactor() => new(
        this.session,
        this.meter,
        new HandoffWriter(this.session, this.model, this.parts.Summarizer, this.systemPrompt, this.parts.Tools, this.meter, this.retries, this.parts.Time) { Limit = this.parts.Limit },
        this.hooks,
        this.parts.Commands,
        this.parts.Time);

    private ContextMeter NewMeter()
    {
        var fresh = new ContextMeter(this.model.Description.ContextWindow);
        fresh.AddFixed(this.systemPrompt);
        fresh.AccountTools(this.parts.Tools.Definitions);
        return fresh;
    }

    /// <summary>The first turn where there are notes for agents or skills.</summary>
    private async Task<TurnOutcome> RunInstructedAsync(Turn turn, ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        try
        {
            await this.guidance.BeginAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The turn itself says that it was cancelled.
        }

        return await turn.RunAsync(prompt, cancellationToken);
    }

    private void TellWarnings()
    {
        if (this.hasWarned)
        {
            return;
        }

        this.hasWarned = true;
        this.sandboxNotice.TellWhatIsKnown();
        foreach (var warning in this.parts.Warnings)
        {
            this.session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "Part of the configuration has no effect", warning));
        }
    }

    private void TakeTitleFrom(ImmutableArray<ContentPart> prompt)
    {
        if (this.session.State is { Conversation.Count: 0, Title: null })
        {
            var text = prompt.OfType<ContentPart.Text>().Select(part => part.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "";
            this.session.Append(new SessionEvent.TitleChanged(SessionTitle.OfPrompt(text)));
        }
    }
}
