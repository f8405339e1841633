using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>Whether one answer can hold two calls, and tells them apart.</summary>
internal sealed class ParallelCallsCheck : IEndpointCheck
{
    private const int MostTokens = 3_000;

    private static readonly ToolDefinition Weather = new(
        "get_weather", "The weather in a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""u8.ToArray());

    public VerificationCost Cost { get; } = new(1, 300, MostTokens);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = new Message.User([new ContentPart.Text("Call get_weather for Oslo and get_weather for Rome, both calls in this one answer.")]);
        var answer = await probe.AskAsync([prompt], [Weather], MostTokens, null, cancellationToken);
        var calls = answer.Completed?.Message.ToolCalls.ToList() ?? [];
        yield return calls switch
        {
            _ when answer.Completed is null => new EndpointFinding("parallel calls", FindingGrade.Warning, answer.Trouble),
            { Count: < 2 } => new EndpointFinding("parallel calls", FindingGrade.Warning, $"{calls.Count} call came instead of two; work takes more steps"),
            _ when answer.Stream.CallIds.Distinct(StringComparer.Ordinal).Count() < calls.Count && !answer.Stream.HasCallWithoutId => new EndpointFinding("parallel calls", FindingGrade.Warning, "two calls of one answer share an id; sessions renumber them"),
            _ when calls.Select(call => call.RawArguments).Distinct(StringComparer.Ordinal).Count() < 2 => new EndpointFinding("parallel calls", FindingGrade.Failed, "the arguments of two calls are mixed up or the same"),
            _ => new EndpointFinding("parallel calls", FindingGrade.Passed, $"{calls.Count} calls in one answer, each with its own arguments"),
        };
    }
}
