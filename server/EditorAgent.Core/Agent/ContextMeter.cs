using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>
/// How many tokens the next request will take. The truth is what the vendor counted last; only what came since is estimated: a token for
/// four ASCII characters or one other character, corrected by how far earlier estimates were off (0.7 to 1.6).
/// </summary>
internal sealed class ContextMeter(int window)
{
    private double correction = 1;
    private long counted;
    private long estimatedSince;
    private long estimatedFixed;
    private long estimatedAtRequest;
    private int accounted;
    private int accountedTools;
    private int measuredAnswers;

    /// <summary>Tokens that prompt and completion share; shrinks when an overflow message tells the true size.</summary>
    public int Window { get; private set; } = window;

    public long Used => this.counted + (long)(this.estimatedSince * this.correction);

    /// <summary>The part of <see cref="Used"/> that no conversation, however short, can do without.</summary>
    public long Fixed => this.Expect(this.estimatedFixed);

    /// <summary>What an estimate means, after what is known of earlier ones.</summary>
    public long Expect(long estimate) => (long)(estimate * this.correction);

    /// <summary>The estimate that would mean so many tokens.</summary>
    public long Estimate(long tokens) => (long)(tokens / this.correction);

    /// <summary>The conversation is another one now: all of it is estimated anew, with the correction that was learnt.</summary>
    public void Restart()
    {
        this.counted = 0;
        this.estimatedSince = this.estimatedFixed;
        this.estimatedAtRequest = 0;
        this.accounted = 0;
        this.measuredAnswers = 0;
    }

    /// <summary>Takes up a conversation that an earlier process had: what the vendor counted last of it is the truth here too.</summary>
    public void TakeUp(IReadOnlyList<Message> conversation, TokenUsage? last)
    {
        if (this.accounted > 0 || this.counted > 0 || last is not { Prompt: > 0 } usage)
        {
            return;
        }

        var answer = conversation.Count - 1;
        while (answer >= 0 && conversation[answer] is not Message.Assistant)
        {
            answer--;
        }

        if (answer > 0)
        {
            this.Account([.. conversation.Take(answer)]);
            this.Measured(usage);
        }
    }

    public void LearnWindow(int tokens) => this.Window = Math.Min(this.Window, tokens);

    /// <summary>What every request carries beside the conversation and the tools: the system prompt.</summary>
    public void AddFixed(string text)
    {
        var tokens = TokenEstimate.Of(text);
        this.estimatedFixed += tokens;
        this.estimatedSince += tokens;
    }

    /// <summary>Counts the tools that are new since the last call, just before they are sent.</summary>
    public void AccountTools(ImmutableArray<ToolDefinition> offered)
    {
        for (; this.accountedTools < offered.Length; this.accountedTools++)
        {
            var definition = offered[this.accountedTools];
            this.AddFixed(definition.Description);
            this.AddFixed(System.Text.Encoding.UTF8.GetString(definition.InputSchema.Span));
        }
    }

    /// <summary>
    /// Counts the messages that are new since the last call, just before they are sent; the cost does not grow with the history.
    /// Answers that the vendor has counted are not counted again.
    /// </summary>
    public void Account(IReadOnlyList<Message> conversation)
    {
        for (; this.accounted < conversation.Count; this.accounted++)
        {
            var message = conversation[this.accounted];
            if (message is Message.Assistant && this.measuredAnswers > 0)
            {
                this.measuredAnswers--;
                continue;
            }

            this.estimatedSince += TokenEstimate.Of(message);
        }

        this.estimatedAtRequest = this.estimatedSince;
    }

    /// <summary>Takes over the vendor's count of a whole exchange, the answer included.</summary>
    public void Measured(TokenUsage usage)
    {
        if (usage.Prompt <= 0)
        {
            return;
        }

        var tail = usage.Prompt - this.counted;
        if (this.estimatedAtRequest >= 200 && tail > 0)
        {
            this.correction = Math.Clamp((double)tail / this.estimatedAtRequest, 0.7, 1.6);
        }

        this.counted = usage.Total;
        this.estimatedSince = 0;
        this.measuredAnswers++;
    }

    /// <summary>The most tokens the answer may have: the model's own cap, and never beyond the window, also when the estimate is a little low.</summary>
    public int CompletionCap(int modelCap) => (int)Math.Clamp(this.Window - this.Used - (this.Used - this.counted) / 32, 1, modelCap);
}
