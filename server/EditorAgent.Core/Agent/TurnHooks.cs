using System.Collections.Immutable;
using EditorAgent.Core.Hooks;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>Hooks around a session's turns: what they say becomes reminders at the tail, what they hold back never reaches the conversation.</summary>
/// <param name="hooks">The session's.</param>
/// <param name="session">What has happened in it.</param>
/// <param name="accepted">Told of each prompt that hooks were asked about and let through, before it is written down.</param>
internal sealed class TurnHooks(SessionHooks hooks, Session session, Action<ImmutableArray<ContentPart>> accepted)
{
    /// <summary>How often a turn goes on because hooks say so.</summary>
    private const int MostSentBack = 3;

    /// <summary>A host that is about to end is not kept waiting for more than this.</summary>
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private int sentBack;
    private bool hasStarted;
    private bool hasWelcomed;

    /// <summary>Whether a prompt has to be shown to hooks before anything is made of it.</summary>
    public bool WantsPrompt => hooks.Has(HookEvent.Prompt) || (!this.hasWelcomed && hooks.Has(HookEvent.SessionStart));

    /// <summary>Looks whether the workspace has hooks by now.</summary>
    public void Look() => hooks.Look();

    /// <summary>A turn begins.</summary>
    public void Begin(TurnId turn)
    {
        hooks.Turn = turn.Value;
        this.sentBack = 0;
        this.hasStarted = true;
    }

    /// <summary>Tells of the session's start, once, and of the prompt.</summary>
    /// <returns>Why the prompt is held back; null lets it through. And what is to be said behind it.</returns>
    public async Task<(string? Denial, ImmutableArray<string> Said)> PromptAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        ImmutableArray<string> said = await this.StartAsync(cancellationToken) is { } welcome ? [welcome] : [];
        if (!hooks.Has(HookEvent.Prompt))
        {
            return (null, said);
        }

        var text = string.Join('\n', prompt.OfType<ContentPart.Text>().Select(part => part.Value));
        var verdict = await hooks.RunAsync(new HookOccasion(HookEvent.Prompt) { Prompt = text }, cancellationToken);
        if (verdict.Decision == HookDecision.Deny)
        {
            return (verdict.Reason, []);
        }

        return (null, HookSpeech.Of(verdict with { Decision = HookDecision.None }) is { } beside ? said.Add(beside) : said);
    }

    /// <summary>The prompt is let through.</summary>
    public void Accept(ImmutableArray<ContentPart> prompt) => accepted(prompt);

    /// <summary>The model has nothing more to do. Returns what sends it back to work; null ends the turn.</summary>
    public async Task<string?> StopAsync(string answer, CancellationToken cancellationToken)
    {
        if (!hooks.Has(HookEvent.Stop) || this.sentBack == MostSentBack)
        {
            return null;
        }

        var verdict = await hooks.RunAsync(new HookOccasion(HookEvent.Stop) { Answer = answer, SentBack = this.sentBack }, cancellationToken);
        if (verdict.Decision != HookDecision.Deny)
        {
            return null;
        }

        this.sentBack++;
        return HookSpeech.Of(verdict);
    }

    /// <param name="isManual">The user asked for it.</param>
    /// <param name="cancellationToken">Ends the hooks.</param>
    /// <returns>What whoever writes the summary is told; null when nothing is said. A compaction cannot be denied.</returns>
    public async Task<string?> BeforeCompactionAsync(bool isManual, CancellationToken cancellationToken) =>
        hooks.Has(HookEvent.BeforeCompaction) ? HookSpeech.Of(await hooks.RunAsync(Compaction(HookEvent.BeforeCompaction, isManual), cancellationToken)) : null;

    /// <returns>What the model is told behind the summary; null when nothing is said.</returns>
    public async Task<string?> AfterCompactionAsync(bool isManual, CancellationToken cancellationToken)
    {
        hooks.Forget();
        return hooks.Has(HookEvent.AfterCompaction) ? HookSpeech.Of(await hooks.RunAsync(Compaction(HookEvent.AfterCompaction, isManual), cancellationToken)) : null;
    }

    /// <summary>The session is let go.</summary>
    public async Task EndAsync(TimeProvider time)
    {
        if (!this.hasStarted || !hooks.Has(HookEvent.SessionEnd))
        {
            return;
        }

        using var limit = new CancellationTokenSource(LongestFarewell, time);
        try
        {
            await hooks.RunAsync(new HookOccasion(HookEvent.SessionEnd), limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits for the end has waited long enough; the hook is dead.
        }
    }

    private static HookOccasion Compaction(HookEvent happened, bool isManual) => new(happened) { Cause = isManual ? "manual" : "automatic" };

    private async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        if (this.hasWelcomed)
        {
            return null;
        }

        this.hasWelcomed = true;
        return hooks.Has(HookEvent.SessionStart)
            ? HookSpeech.Of(await hooks.RunAsync(new HookOccasion(HookEvent.SessionStart) { Cause = session.State.Conversation.Count == 0 ? "new" : "resumed" }, cancellationToken))
            : null;
    }
}
