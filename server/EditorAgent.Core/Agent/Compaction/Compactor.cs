using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// Keeps the conversation within the model's window, between two requests and never between a call and its result: first by outputs that are
/// shown no longer, then by a note in place of what was said. Never twice without an answer in between, so that it always ends: with a
/// conversation that fits, or with one clear error. What it does is one event each; a process that dies leaves either the old conversation
/// or the new one.
/// </summary>
internal sealed class Compactor(Session session, ContextMeter meter, HandoffWriter writer, TurnHooks? hooks, BackgroundCommands? commands, TimeProvider time)
{
    private const string Safe = "Nothing is lost: choose a model with a larger window, or start a new session.";
    private const int MostRecoveries = 3;
    private const int MostInARow = 3;
    private const int NewestOutput = 40_000;
    private const int WorthPruning = 20_000;
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(60);

    private int recoveries;
    private int stepsSince = int.MaxValue;
    private int inARow;

    /// <summary>What the notes of this turn took.</summary>
    public TokenUsage Usage { get; private set; }

    private long Limit => CompactionTrigger.LimitOf(meter.Window);

    private CompactionBudget Budget => CompactionBudget.For(meter.Estimate(Math.Max(0, this.Limit - meter.Fixed)));

    /// <summary>Before the first words of a turn: takes up what is known of the conversation's length, and drops old outputs where that pays.</summary>
    public void BeginTurn()
    {
        var state = session.State;
        if (state.Conversation.Count == 0)
        {
            return;
        }

        meter.TakeUp(state.Conversation, state.LastUsage);
        var isCacheCold = state.LastAnswerAt is { } answered && time.GetUtcNow() - answered > CacheLifetime;
        this.TryPrune(OutputPruning.OfOld(state.Conversation, meter.Estimate(NewestOutput), isCacheCold ? 1 : meter.Estimate(WorthPruning)));
    }

    /// <summary>Before each request, with the tools that it will offer.</summary>
    /// <exception cref="ModelException">The conversation cannot be brought to fit, or its note not be had.</exception>
    public Task MakeRoomAsync(ImmutableArray<ToolDefinition> offered, CancellationToken cancellationToken)
    {
        meter.AccountTools(offered);
        this.stepsSince = this.stepsSince == int.MaxValue ? int.MaxValue : this.stepsSince + 1;
        this.Account();
        return meter.Used >= this.Limit ? this.ReduceAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>After a request that the vendor refused as too long, before it is sent again.</summary>
    /// <exception cref="ModelException">Likewise.</exception>
    public async Task RecoverAsync(ModelFailure refused, CancellationToken cancellationToken)
    {
        if (++this.recoveries > MostRecoveries)
        {
            throw Overflow($"The model refused the conversation as too long {this.recoveries} times in this turn, though it was shortened each time. {Safe}", refused);
        }

        if (refused.ContextWindow is null)
        {
            // Nobody said how large the window is, only that this was too much. One refusal out of turn must not shrink it to nothing.
            meter.LearnWindow((int)Math.Max(meter.Used, meter.Window / 2));
        }

        await this.ReduceAsync(cancellationToken);
    }

    /// <summary>Has the note written because the user wants it.</summary>
    /// <returns>Why nothing was changed; null when it was.</returns>
    /// <exception cref="ModelException">The note cannot be had; nothing was changed.</exception>
    public async Task<string?> CompactAsync(string? wish, CancellationToken cancellationToken)
    {
        meter.TakeUp(session.State.Conversation, session.State.LastUsage);
        this.Account();
        if (!HasAnswer(session.State))
        {
            return "There is nothing to summarise yet: the model has not answered since the conversation began or was summarised. Nothing was changed.";
        }

        var note = await this.WriteNoteAsync(wish, isManual: true, cancellationToken);
        if (note.Text is { } text)
        {
            if (!this.TryReplace(text, this.Budget, note))
            {
                return "The conversation is so short that a summary would be no shorter. Nothing was changed.";
            }

            await this.TellHooksAsync(isManual: true, cancellationToken);
            return null;
        }

        throw Overflow($"The model wrote no note that could be used: {note.Fault} Nothing was changed; try again, or choose another model.", null);
    }

    private async Task ReduceAsync(CancellationToken cancellationToken)
    {
        if (meter.Fixed >= this.Limit)
        {
            throw this.TooSmall();
        }

        if (this.TryPrune(OutputPruning.OfHuge(session.State.Conversation, meter.Estimate(meter.Window / 4), meter.Estimate(meter.Window / 8))) && meter.Used < this.Limit)
        {
            return;
        }

        if (HasAnswer(session.State))
        {
            await this.SummariseAsync(cancellationToken);
        }
        else
        {
            this.Tighten();
        }

        if (meter.Used >= this.Limit)
        {
            this.Tighten();
        }

        if (meter.Used >= this.Limit)
        {
            throw this.TooSmall();
        }
    }

    private async Task SummariseAsync(CancellationToken cancellationToken)
    {
        this.inARow = this.stepsSince <= 1 ? this.inARow + 1 : 0;
        if (this.inARow >= MostInARow)
        {
            throw this.TooSmall();
        }

        this.stepsSince = 0;
        var note = await this.WriteNoteAsync(null, isManual: false, cancellationToken);
        if (note.Text is { } text)
        {
            if (!this.TryReplace(text, this.Budget, note))
            {
                throw this.TooSmall();
            }

            await this.TellHooksAsync(isManual: false, cancellationToken);
            return;
        }

        if (!this.TryPrune(OutputPruning.OfOld(session.State.Conversation, meter.Estimate(meter.Window / 10), 1)) || meter.Used >= this.Limit)
        {
            throw Overflow($"The conversation has to be summarised, but the model wrote no note that could be used: {note.Fault} {Safe}", null);
        }

        session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "The conversation could not be summarised", $"The model wrote no note that could be used: {note.Fault} Old outputs of tools were left out instead."));
    }

    private async Task TellHooksAsync(bool isManual, CancellationToken cancellationToken)
    {
        if (hooks is not null && await hooks.AfterCompactionAsync(isManual, cancellationToken) is { } said)
        {
            session.Append(new SessionEvent.Reminder(said));
            this.Account();
        }
    }

    private async Task<HandoffNote> WriteNoteAsync(string? wish, bool isManual, CancellationToken cancellationToken)
    {
        var ofHooks = hooks is null ? null : await hooks.BeforeCompactionAsync(isManual, cancellationToken);
        wish = ofHooks is null ? wish : wish is null ? ofHooks : $"{wish}\n{ofHooks}";
        session.Append(new SessionEvent.Notice(NoticeSeverity.Info, "Summarising the conversation", $"It takes {Short(meter.Used)} of {Short(meter.Window)} tokens. Nothing of it is lost: only the model is shown less."));
        var note = await writer.WriteAsync(session.State, this.Budget.Note, wish, cancellationToken);
        this.Usage += note.Usage;
        cancellationToken.ThrowIfCancellationRequested();
        return note;
    }

    /// <summary>Once as short as can be, from the note that there is.</summary>
    private void Tighten()
    {
        var state = session.State;
        if ((state.Compaction is { IsTight: true } && !HasAnswer(state)) || !this.TryReplace(state.Compaction?.Note ?? "", this.Budget.Tight(), null))
        {
            throw this.TooSmall();
        }
    }

    /// <returns>False when that would be no shorter; then nothing was changed.</returns>
    private bool TryReplace(string note, CompactionBudget budget, HandoffNote? written)
    {
        var before = meter.Used;
        SessionState state;
        SessionEvent.Compacted compacted;
        do
        {
            state = session.State;
            var conversation = ShortConversation.Of(state, note, this.Running(), budget);
            var tokens = TokenEstimate.Of(conversation.Messages) + TokenEstimate.Of(state.Conversation.Skip(state.Conversation.Count - conversation.Tail));
            var freed = TokenEstimate.Of(state.Conversation) - tokens;
            if (freed <= 0)
            {
                return false;
            }

            // A vendor may count far less than the estimate; a shorter conversation is never told to be a longer one.
            var after = meter.Fixed + meter.Expect(tokens) is var estimate && estimate < before ? estimate : Math.Max(0, before - meter.Expect(freed));
            compacted = new SessionEvent.Compacted(conversation.Messages, conversation.Tail, note, before, after, written?.Usage ?? default)
            {
                ModelId = written?.ModelId,
                IsTight = written is null,
            };
        }
        while (!session.TryAppend(compacted, now => ReferenceEquals(now.Conversation, state.Conversation)));

        session.Append(new SessionEvent.Notice(
            NoticeSeverity.Info,
            $"The conversation was summarised: {Short(before)} -> {Short(compacted.After)} tokens",
            "All of it stays in the session; the model goes on from its note, your words, the plan and the list of edited files."));
        this.Restart();
        return true;
    }

    private bool TryPrune(SessionEvent.OutputsPruned? pruned)
    {
        if (pruned is null)
        {
            return false;
        }

        session.Append(pruned);
        this.Restart();
        return true;
    }

    private void Restart()
    {
        meter.Restart();
        this.Account();
        session.Publish(new SessionEvent.ContextUsed(meter.Used, meter.Window));
    }

    private ImmutableArray<string> Running() =>
        commands is null ? [] : [.. commands.All.Where(command => !command.HasEnded).Select(command => $"- {command.Id}: {CanonicalText.Line(command.Title, 200).Text}")];

    private void Account() => meter.Account(session.State.Conversation);

    /// <summary>Whether the model has said anything since the conversation began or was last shortened.</summary>
    private static bool HasAnswer(SessionState state) => state.Conversation.Skip(state.Compaction?.Messages.Length ?? 0).Any(message => message is Message.Assistant);

    private ModelException TooSmall() => Overflow(
        meter.Fixed >= this.Limit
            ? $"The model's window of {Short(meter.Window)} tokens is too small: the instructions and tools of a session alone take {Short(meter.Fixed)}. {Safe}"
            : $"The conversation does not fit the model's window of {Short(meter.Window)} tokens, even shortened as far as possible. {Safe}",
        null);

    private static ModelException Overflow(string message, ModelFailure? refused) => new(
        new ModelFailure(ModelFailureKind.ContextOverflow, message, refused?.HttpStatus, TraceId: refused?.TraceId, ContextWindow: refused?.ContextWindow));

    private static string Short(long tokens) => tokens < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{tokens / 1000.0:0.0}K")
        : string.Create(CultureInfo.InvariantCulture, $"{tokens / 1000.0:0}K");
}
