using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>Whether an answer with reasoning and a call is taken back unchanged together with the call's result: every step of a session does that.</summary>
internal sealed class ReasoningEchoCheck : IEndpointCheck
{
    private const int MostTokens = 2_000;
    private const string Secret = "kiwi-4711";

    private static readonly ToolDefinition Lookup = new(
        "look_up", "Looks up a word in the user's list.", """{"type":"object","properties":{"key":{"type":"string"}},"required":["key"],"additionalProperties":false}"""u8.ToArray());

    public VerificationCost Cost { get; } = new(2, 1_000, 2 * MostTokens);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = new Message.User([new ContentPart.Text("Call look_up with the key fruit. When you have the result, answer with it word for word.")]);
        var first = await probe.AskAsync([prompt], [Lookup], MostTokens, null, cancellationToken);
        if (first.Completed is not { } completed || completed.Message.ToolCalls.ToList() is not [var call])
        {
            yield return new EndpointFinding("history", FindingGrade.Skipped, "the model did not make the one call that this needs");
            yield break;
        }

        var result = new Message.ToolResult(call.Id, call.Name, [new ContentPart.Text(Secret)], IsError: false);
        var second = await probe.AskAsync([prompt, completed.Message, result], [Lookup], MostTokens, null, cancellationToken);
        var hasReasoning = completed.Message.Parts.Any(part => part is AssistantPart.Reasoning);
        yield return second switch
        {
            { Completed: null } => new EndpointFinding("history", FindingGrade.Failed, $"the model's own answer{(hasReasoning ? " with its reasoning" : "")} and the result are refused: {second.Trouble}"),
            _ when !second.Text.Contains(Secret, StringComparison.Ordinal) => new EndpointFinding("history", FindingGrade.Warning, "is taken, but the model did not use the tool's result"),
            _ => new EndpointFinding("history", FindingGrade.Passed, hasReasoning ? "reasoning and calls are taken back" : "calls are taken back; no reasoning was shown"),
        };
    }
}
