using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.Tests.Agent;

/// <summary>A model whose answers the test gives, one function a request, and that remembers what it was asked.</summary>
internal sealed class ModelInMemory(params Func<ModelRequest, IEnumerable<ModelEvent>>[] answers) : IChatModel
{
    private readonly Queue<Func<ModelRequest, IEnumerable<ModelEvent>>> waiting = new(answers);

    public List<ModelRequest> Requests { get; } = [];

    /// <summary>Awaited before the events of each answer, with the request's number from 0.</summary>
    public Func<int, CancellationToken, Task> BeforeAnswer { get; set; } = (_, _) => Task.CompletedTask;

    public ModelDescription Description { get; init; } = new("test", "memory", 100_000, 8_000);

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        this.Requests.Add(request);
        await this.BeforeAnswer(this.Requests.Count - 1, cancellationToken);
        foreach (var happened in this.waiting.Dequeue()(request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return happened;
        }
    }

    public static Func<ModelRequest, IEnumerable<ModelEvent>> Says(string text) => _ =>
    [
        new ModelEvent.TextDelta(text),
        new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(text)]), FinishReason.Stop, new TokenUsage(100, 10, 0)),
    ];

    public static Func<ModelRequest, IEnumerable<ModelEvent>> Calls(params (string Tool, string Arguments)[] calls) => Calls(FinishReason.ToolCalls, calls);

    public static Func<ModelRequest, IEnumerable<ModelEvent>> Calls(FinishReason reason, params (string Tool, string Arguments)[] calls) => _ =>
    [
        new ModelEvent.Completed(
            new Message.Assistant([.. calls.Select(call => new AssistantPart.ToolCall(new ToolCallId(Guid.NewGuid().ToString("N")), "v", call.Tool, call.Arguments))]),
            reason,
            new TokenUsage(100, 10, 0)),
    ];

    public static Func<ModelRequest, IEnumerable<ModelEvent>> Fails(ModelFailureKind kind, string? after = null) => _ => Failing(new ModelFailure(kind, $"failed: {kind}"), after);

    private static IEnumerable<ModelEvent> Failing(ModelFailure failure, string? after)
    {
        if (after is not null)
        {
            yield return new ModelEvent.TextDelta(after);
        }

        throw new ModelException(failure);
    }
}
