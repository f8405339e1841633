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
    private long estimatedAtRequest;
    private int accounted;
    private int accountedTools;
    private int measuredAnswers;

    /// <summary>Tokens that prompt and completion share; shrinks when an overflow message tells the true size.</summary>
    public int Window { get; private set; } = window;

    public long Used => this.counted + (long)(this.estimatedSince * this.correction);

    public void LearnWindow(int tokens) => this.Window = Math.Min(this.Window, tokens);

    /// <summary>What every request carries beside the conversation and the tools: the system prompt.</summary>
    public void AddFixed(string text) => this.estimatedSince += Estimate(text);

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

            this.estimatedSince += Estimate(message);
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

    /// <summary>The most tokens the answer may have: the model's own cap, and never beyond the window.</summary>
    public int CompletionCap(int modelCap) => (int)Math.Clamp(this.Window - this.Used, 1, modelCap);

    private static long Estimate(Message message) => message switch
    {
        Message.User user => Estimate(user.Content),
        Message.ToolResult result => Estimate(result.Content),
        Message.Assistant assistant => Estimate(assistant.Parts),
        _ => 0,
    };

    private static long Estimate(ImmutableArray<ContentPart> content)
    {
        var tokens = 0L;
        foreach (var part in content)
        {
            tokens += part is ContentPart.Text text ? Estimate(text.Value) : 1_000;
        }

        return tokens;
    }

    private static long Estimate(ImmutableArray<AssistantPart> parts)
    {
        var tokens = 0L;
        foreach (var part in parts)
        {
            tokens += part switch
            {
                AssistantPart.Text text => Estimate(text.Value),
                AssistantPart.Reasoning reasoning => Estimate(reasoning.Value),
                AssistantPart.ToolCall call => Estimate(call.RawArguments) + 8,
                _ => 0,
            };
        }

        return tokens;
    }

    private static long Estimate(string text)
    {
        var ascii = System.Text.Ascii.IsValid(text) ? text.Length : text.Count(char.IsAscii);
        return ((ascii + 3) / 4) + (text.Length - ascii) + 4;
    }
}
