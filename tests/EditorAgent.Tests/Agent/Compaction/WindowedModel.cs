using System.Runtime.CompilerServices;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Tests.Sessions;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>
/// A model with a window, as strict as the strictest vendor: it counts tokens in its own way, refuses what does not fit with the cap of the
/// answer, and takes no conversation of the wrong shape. When it is asked for a note it writes down, from what it was sent and nothing else,
/// the lines that begin with <c>FACT</c>.
/// </summary>
internal sealed class WindowedModel(int window, Func<int, IEnumerable<AssistantPart>> act) : IChatModel
{
    private int steps;

    public List<SentRequest> Sent { get; } = [];

    public int Overflows { get; private set; }

    /// <summary>Awaited before each answer that is no note, with the step's number from 0.</summary>
    public Func<int, Task> BeforeStep { get; set; } = _ => Task.CompletedTask;

    /// <summary>In place of the note that it would write.</summary>
    public Func<int, string, ModelEvent.Completed>? Note { get; set; }

    /// <summary>What it believes of the window it tells, where that is not what it has.</summary>
    public int? ToldWindow { get; init; }

    /// <summary>Whether a refusal says how large the window is.</summary>
    public bool NamesWindow { get; init; } = true;

    public int Answers => this.steps;

    public ModelDescription Description => new("windowed", "memory", this.ToldWindow ?? window, Math.Min(8_000, window / 4));

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConversationRules.Check(request.Messages);
        var prompt = Count(request);
        var isNote = AsksForNote(request);
        this.Sent.Add(new SentRequest(request, [.. request.Messages], prompt, isNote));
        if (prompt + request.MaxCompletionTokens > window)
        {
            this.Overflows++;
            throw new ModelException(new ModelFailure(ModelFailureKind.ContextOverflow, $"{prompt} and {request.MaxCompletionTokens} tokens are too many.", 400, ContextWindow: this.NamesWindow ? window : null));
        }

        if (isNote)
        {
            var text = NoteOf(request.Messages);
            yield return this.Note?.Invoke(this.Sent.Count(sent => sent.IsNote), text) ?? Completed([new AssistantPart.Text(text)], prompt);
            yield break;
        }

        await this.BeforeStep(this.steps);
        cancellationToken.ThrowIfCancellationRequested();
        yield return Completed(act(this.steps++), prompt);
    }

    public static bool AsksForNote(ModelRequest request) =>
        request.Messages is [.., Message.User { Content: [ContentPart.Text last] }] && last.Value.StartsWith("Stop the work for a moment", StringComparison.Ordinal);

    public static AssistantPart Call(string tool, string arguments) =>
        new AssistantPart.ToolCall(new ToolCallId(Guid.NewGuid().ToString("N")), "vendor", tool, arguments);

    /// <summary>Not as the meter estimates: a token for 3.6 characters, a few for each message and part.</summary>
    public static long Count(ModelRequest request) =>
        Count(request.System) + request.Tools.Sum(tool => 12 + Count(tool.Name) + Count(tool.Description) + (tool.InputSchema.Length * 10 / 36)) + request.Messages.Sum(Count);

    public static string TextOf(Message message) => message switch
    {
        Message.User user => string.Join('\n', user.Content.OfType<ContentPart.Text>().Select(text => text.Value)),
        Message.ToolResult result => string.Join('\n', result.Content.OfType<ContentPart.Text>().Select(text => text.Value)),
        Message.Assistant answer => answer.Text,
        _ => "",
    };

    private static long Count(Message message) => 5 + Count(TextOf(message)) + (message is Message.Assistant answer ? answer.ToolCalls.Sum(call => 10 + Count(call.Name) + Count(call.RawArguments)) : 0);

    private static long Count(string text)
    {
        var ascii = text.Count(char.IsAscii);
        return (ascii * 10 / 36) + text.Length - ascii;
    }

    private static string NoteOf(IReadOnlyList<Message> messages)
    {
        var facts = messages.SelectMany(message => TextOf(message).Split('\n')).Where(line => line.StartsWith("FACT", StringComparison.Ordinal)).Distinct();
        return new StringBuilder("I am at work on the task.\n").AppendJoin('\n', facts).ToString();
    }

    private static ModelEvent.Completed Completed(IEnumerable<AssistantPart> parts, long prompt)
    {
        var message = new Message.Assistant([.. parts]);
        return new ModelEvent.Completed(message, message.ToolCalls.Any() ? FinishReason.ToolCalls : FinishReason.Stop, new TokenUsage(prompt, Count(message), 0));
    }
}

internal sealed record SentRequest(ModelRequest Request, IReadOnlyList<Message> Messages, long Tokens, bool IsNote);
