using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>Whether <c>tool_choice</c> is obeyed: sessions forbid calls when a turn must come to its end.</summary>
internal sealed class ToolChoiceCheck(int seed) : IEndpointCheck
{
    private const int MostTokens = 2_000;

    public VerificationCost Cost { get; } = new(2, 600, 2 * MostTokens);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = ToolCases.For(seed)[0];
        var message = new Message.User([new ContentPart.Text(wanted.Prompt)]);
        var forbidden = await probe.AskAsync([message], [wanted.Tool], MostTokens, new ModelRequestOptions { ToolChoice = "\"none\"" }, cancellationToken);
        yield return forbidden switch
        {
            { Completed: null } => new EndpointFinding("tool_choice none", FindingGrade.Warning, $"is refused: {forbidden.Trouble}"),
            { Completed.Message: var said } when said.ToolCalls.Any() => new EndpointFinding("tool_choice none", FindingGrade.Warning, "is ignored: the model called a tool all the same; such calls are refused and cost a step"),
            _ => new EndpointFinding("tool_choice none", FindingGrade.Passed, "no call"),
        };

        var greeting = new Message.User([new ContentPart.Text("Hello.")]);
        var required = await probe.AskAsync([greeting], [wanted.Tool], MostTokens, new ModelRequestOptions { ToolChoice = "\"required\"" }, cancellationToken);
        yield return required switch
        {
            { Completed: null } => new EndpointFinding("tool_choice required", FindingGrade.Warning, $"is refused: {required.Trouble}"),
            { Completed.Message: var said } when said.ToolCalls.Any() => new EndpointFinding("tool_choice required", FindingGrade.Passed, "a call came"),
            _ => new EndpointFinding("tool_choice required", FindingGrade.Warning, "is ignored; sessions do not need it, the gateway does"),
        };
    }
}
