using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>One short answer: whether anybody is there, takes the key and the parameters, and streams in an order that sessions can use.</summary>
internal sealed class BasicsCheck : IEndpointCheck
{
    private const int MostTokens = 2_000;

    public VerificationCost Cost { get; } = new(1, 100, MostTokens);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await probe.AskAsync("Answer with the word pong and nothing else.", MostTokens, cancellationToken);
        if (answer.Failure is { } failure && answer.Completed is null)
        {
            yield return Trouble(answer, failure);
            yield break;
        }

        yield return new EndpointFinding("reachable", FindingGrade.Passed, "answers");
        yield return new EndpointFinding("key", FindingGrade.Passed, "is accepted");
        yield return new EndpointFinding("parameters", FindingGrade.Passed, "the ones that sessions send are accepted");
        foreach (var finding in Of(answer.Stream, answer.Completed!))
        {
            yield return finding;
        }
    }

    private static EndpointFinding Trouble(ProbeAnswer answer, ModelFailure failure)
    {
        var check = failure.Kind switch
        {
            ModelFailureKind.Unauthorized or ModelFailureKind.Forbidden or ModelFailureKind.QuotaExhausted => "key",
            ModelFailureKind.NotFound => "model",
            ModelFailureKind.InvalidRequest or ModelFailureKind.BodyTooLarge => "parameters",
            _ => answer.Stream.Chunks > 0 ? "streaming" : "reachable",
        };
        return new EndpointFinding(check, FindingGrade.Failed, failure.Message) { Stops = failure.Kind };
    }

    private static IEnumerable<EndpointFinding> Of(ProbeStream stream, ModelEvent.Completed completed)
    {
        var disorder = stream switch
        {
            { HasReasoningAfterContent: true } => "reasoning comes behind the answer's text; clients show it in the wrong place",
            { HasContentAfterFinish: true } => "text comes behind finish_reason; clients may lose it",
            { SawDone: false } => "the stream does not end with [DONE]",
            _ => null,
        };
        yield return disorder is null
            ? new EndpointFinding("streaming", FindingGrade.Passed, stream.HasReasoning ? "reasoning, then text, then finish_reason, then the end" : "text, then finish_reason, then the end")
            : new EndpointFinding("streaming", stream.SawDone ? FindingGrade.Failed : FindingGrade.Warning, disorder);
        yield return stream.UsageAt == 0 || completed.Usage.Total == 0
            ? new EndpointFinding("usage", FindingGrade.Failed, "no usage is reported although stream_options asks for it; context and cost cannot be counted")
            : stream.UsageAt < stream.Chunks - 1
            ? new EndpointFinding("usage", FindingGrade.Warning, $"comes with chunk {stream.UsageAt} of {stream.Chunks} for the last time, before the answer is whole")
            : new EndpointFinding("usage", FindingGrade.Passed, $"at the end: {completed.Usage.Prompt} sent, {completed.Usage.Completion} received");
    }
}
