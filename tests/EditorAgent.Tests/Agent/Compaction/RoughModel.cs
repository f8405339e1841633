using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;
using EditorAgent.Tests.Sessions;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>A model behind a bad line that makes every mistake a model can make, by seeded dice; it takes no conversation of the wrong shape.</summary>
internal sealed class RoughModel(Random dice, int calls) : IChatModel
{
    private int made;

    public ModelDescription Description { get; } = new("rough", "memory", 32_000, 4_000);

    /// <summary>Calls of answers that arrived whole.</summary>
    public List<ToolCallId> Made { get; } = [];

    public bool IsDone => this.made >= calls;

    /// <summary>At any moment of an answer.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ConversationRules.Check(request.Messages);
        await Task.Yield();
        this.Meanwhile();
        cancellationToken.ThrowIfCancellationRequested();
        if (WindowedModel.AsksForNote(request))
        {
            this.MayFail(6);
            yield return new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text("My note.")]), FinishReason.Stop, new TokenUsage(WindowedModel.Count(request), 5, 0));
            yield break;
        }

        this.MayFail(8);
        yield return new ModelEvent.TextDelta("I go ");
        this.Meanwhile();
        cancellationToken.ThrowIfCancellationRequested();
        this.MayFail(8);
        var answer = this.Answer();
        foreach (var call in answer.ToolCalls)
        {
            this.Made.Add(call.Id);
        }

        this.made = this.Made.Count;
        var isCut = answer.ToolCalls.Any() && dice.Next(15) == 0;
        yield return new ModelEvent.Completed(
            answer, isCut ? FinishReason.Length : answer.ToolCalls.Any() ? FinishReason.ToolCalls : FinishReason.Stop, new TokenUsage(WindowedModel.Count(request), 50, 0));
    }

    private Message.Assistant Answer() => this.IsDone
        ? new Message.Assistant([new AssistantPart.Text("Done.")])
        : new Message.Assistant([new AssistantPart.Text($"I go on from {this.made}."), .. Enumerable.Range(0, dice.Next(1, 5)).Select(_ => this.Call())]);

    private AssistantPart Call()
    {
        var number = dice.Next(1_000_000);
        return dice.Next(12) switch
        {
            0 => WindowedModel.Call("nowhere", "{}"),
            1 => WindowedModel.Call("look", "{\"n\": "),
            2 => WindowedModel.Call("look", """{"n":"seven"}"""),
            3 => WindowedModel.Call("break", $$"""{"n":{{number}}}"""),
            4 => WindowedModel.Call("fail", $$"""{"n":{{number}}}"""),
            5 or 6 => WindowedModel.Call("change", $$"""{"n":{{number}}}"""),
            _ => WindowedModel.Call("look", $$"""{"n":{{number}}}"""),
        };
    }

    private void MayFail(int oneIn)
    {
        if (dice.Next(oneIn) != 0)
        {
            return;
        }

        throw new ModelException(dice.Next(6) switch
        {
            0 => new ModelFailure(ModelFailureKind.Unreachable, "refused"),
            1 => new ModelFailure(ModelFailureKind.InvalidRequest, "shape"),
            2 => new ModelFailure(ModelFailureKind.Transient, "busy", 429, TimeSpan.FromSeconds(3)),
            _ => new ModelFailure(ModelFailureKind.Transient, "broken stream"),
        });
    }
}
