using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Verification.Checks;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>
/// Tells whether an endpoint of chat completions is one that an agent can work with: sends it a set of requests, drawn from a seed and bounded,
/// and says what each shows. The requests are encoded and the answers read by the code that sessions use.
/// </summary>
public sealed class EndpointVerifier : IDisposable
{
    private readonly Probe probe;
    private readonly ImmutableArray<IEndpointCheck> checks;

    /// <param name="provider">Speaks chat completions.</param>
    /// <param name="model">One of its models.</param>
    /// <param name="seed">The same seed asks the same.</param>
    /// <param name="time">For what takes too long.</param>
    /// <exception cref="ConfigurationException">The provider speaks something else, or its address or key cannot be used.</exception>
    public EndpointVerifier(ProviderSettings provider, ModelSettings model, int seed, TimeProvider time)
    {
        if (provider.Type != ProviderType.OpenAi)
        {
            throw new ConfigurationException($"Provider '{provider.Name}' does not speak chat completions; only such endpoints can be verified.");
        }

        this.probe = new Probe(provider, model, time);
        this.checks = [new BasicsCheck(), new RefusalCheck(), new ToolChoiceCheck(seed), new ToolAccuracyCheck(seed), new ParallelCallsCheck(), new ReasoningEchoCheck(), new CacheCheck(seed), new TextCheck()];
    }

    /// <summary>What it will take, at most.</summary>
    public VerificationCost Cost => new(this.checks.Sum(check => check.Cost.Requests), this.checks.Sum(check => check.Cost.Sent), this.checks.Sum(check => check.Cost.Received));

    /// <summary>What it has taken so far, by the vendor's count.</summary>
    public (int Requests, TokenUsage Usage) Spent => (this.probe.Requests, this.probe.Used);

    /// <summary>The findings as they come. Ends early where nobody is there or the key is refused.</summary>
    public async IAsyncEnumerable<EndpointFinding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in this.checks)
        {
            if (this.probe.Used.Total > 2 * (this.Cost.Sent + this.Cost.Received))
            {
                yield return new EndpointFinding("bounds", FindingGrade.Failed, "stopped: the endpoint counts more than twice the tokens that these requests can take");
                yield break;
            }

            await foreach (var finding in check.RunAsync(this.probe, cancellationToken))
            {
                yield return finding;
                if (finding.Stops is not null)
                {
                    yield break;
                }
            }
        }
    }

    public void Dispose() => this.probe.Dispose();
}
