using System.Globalization;
using System.Runtime.CompilerServices;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>Letters beyond ASCII, the cap on an answer, and an answer of some length.</summary>
internal sealed class TextCheck : IEndpointCheck
{
    private const int MostTokens = 2_000;
    private const int MostOfLong = 6_000;
    private const int Cap = 16;
    private const int Last = 300;
    private const string Letters = "Grüße, 你好, Привет, 🦊👩‍💻, naïve";

    public VerificationCost Cost { get; } = new(3, 400, MostTokens + Cap + MostOfLong);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var echo = await probe.AskAsync($"Repeat this line exactly, nothing else: {Letters}", MostTokens, cancellationToken);
        yield return echo switch
        {
            { Completed: null } => new EndpointFinding("unicode", FindingGrade.Failed, echo.Trouble),
            { Stream.IsMangled: true } => new EndpointFinding("unicode", FindingGrade.Failed, "characters arrive broken (U+FFFD or bytes that are no UTF-8); edits would damage files"),
            _ when echo.Text.Contains(Letters, StringComparison.Ordinal) => new EndpointFinding("unicode", FindingGrade.Passed, "arrives as it was sent"),
            _ => new EndpointFinding("unicode", FindingGrade.Warning, "the model did not repeat the line exactly; nothing arrived broken"),
        };

        var capped = await probe.AskAsync("Write a story of a thousand words.", Cap, cancellationToken);
        yield return capped switch
        {
            { Stream.FinishReason: "length" or "max_tokens" } => new EndpointFinding("token cap", FindingGrade.Passed, "ends with finish_reason length"),
            { Failure.Kind: ModelFailureKind.Transient } => new EndpointFinding("token cap", FindingGrade.Warning, $"a short cap gives no answer: {capped.Trouble}"),
            { Completed: null } => new EndpointFinding("token cap", FindingGrade.Warning, capped.Trouble),
            { Completed.Usage.Completion: > 0 and < Cap and var came } => new EndpointFinding("token cap", FindingGrade.Warning, string.Create(CultureInfo.InvariantCulture, $"could not be tried: the model stopped by itself after {came} tokens, below the cap of {Cap}")),
            _ => new EndpointFinding("token cap", FindingGrade.Failed, string.Create(CultureInfo.InvariantCulture, $"is ignored: {capped.Completed!.Usage.Completion} tokens came for a cap of {Cap}, and finish_reason is {capped.Stream.FinishReason ?? "missing"}; cut answers would be taken for whole ones")),
        };

        var numbers = await probe.AskAsync($"Write the numbers from 1 to {Last} with blanks between them, nothing else.", MostOfLong, cancellationToken);
        var wanted = string.Join(' ', Enumerable.Range(1, Last));
        yield return numbers switch
        {
            { Completed: null } => new EndpointFinding("long answer", FindingGrade.Failed, numbers.Trouble),
            _ when string.Join(' ', numbers.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(wanted, StringComparison.Ordinal) => new EndpointFinding("long answer", FindingGrade.Passed, string.Create(CultureInfo.InvariantCulture, $"whole, in {numbers.Stream.Chunks} chunks")),
            { Stream.FinishReason: "length" } => new EndpointFinding("long answer", FindingGrade.Warning, "was cut at the cap"),
            _ => new EndpointFinding("long answer", FindingGrade.Warning, "is not the list that was asked for: pieces are missing, or the model did otherwise"),
        };
    }
}
