using System.Runtime.CompilerServices;
using System.Text.Json;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>How the endpoint refuses what is no request: retries and messages to the user hang on the form of errors.</summary>
internal sealed class RefusalCheck : IEndpointCheck
{
    public VerificationCost Cost { get; } = new(1, 50, 0);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = $$"""{"model":"{{JsonEncodedText.Encode(probe.ModelName)}}","stream":true,"max_tokens":1,"messages":"no list of messages"}""";
        var answer = await probe.SendAsync(body, cancellationToken);
        yield return answer switch
        {
            { Completed: not null } => new EndpointFinding("errors", FindingGrade.Failed, "a request whose messages are no list is answered as if it were one"),
            { Status: >= 400 and < 500, Refusal: { } text } when Message(text) is { } message => new EndpointFinding("errors", FindingGrade.Passed, $"HTTP {answer.Status} with a message: {FailureLine.Quote(message)}"),
            { Status: >= 400 and < 500 } => new EndpointFinding("errors", FindingGrade.Warning, $"HTTP {answer.Status}, but the body is no JSON with error.message; messages to the user will say little"),
            { Status: >= 500 } => new EndpointFinding("errors", FindingGrade.Warning, $"a wrong request gets HTTP {answer.Status}, as if the server were at fault; it will be retried in vain"),
            _ => new EndpointFinding("errors", FindingGrade.Warning, $"a wrong request is not refused in order: {answer.Trouble}"),
        };
    }

    private static string? Message(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return FailureBody.HoldsError(document.RootElement) && FailureBody.Parse(text).Message is { Length: > 0 } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
