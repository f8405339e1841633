using System.Globalization;
using System.Runtime.CompilerServices;

namespace EditorAgent.ModelProviders.Verification.Checks;

/// <summary>Whether the second of two requests with the same long beginning says that it was cached: the cost of a session hangs on it.</summary>
internal sealed class CacheCheck(int seed) : IEndpointCheck
{
    private const int MostTokens = 1_000;
    private const int Words = 2_500;

    public VerificationCost Cost { get; } = new(2, 2 * Words * 2, 2 * MostTokens);

    public async IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = $"{Text(seed)}\nAnswer with the word pong and nothing else.";
        var first = await probe.AskAsync(prompt, MostTokens, cancellationToken);
        var second = await probe.AskAsync(prompt, MostTokens, cancellationToken);
        yield return (first.Completed, second.Completed) switch
        {
            (null, _) or (_, null) => new EndpointFinding("cache", FindingGrade.Warning, (first.Completed is null ? first : second).Trouble),
            (_, { Usage.Cached: > 0 } hit) => new EndpointFinding("cache", FindingGrade.Passed, string.Create(CultureInfo.InvariantCulture, $"{hit.Usage.Cached} of {hit.Usage.Prompt} tokens were cached the second time")),
            _ when second.Stream.ReportsCache => new EndpointFinding("cache", FindingGrade.Warning, "nothing was cached the second time; each step costs the whole history"),
            _ => new EndpointFinding("cache", FindingGrade.Warning, "cached tokens are not reported; costs are counted too high, or nothing is cached"),
        };
    }

    /// <summary>New for each seed, so that an earlier verification has not filled the cache.</summary>
    private static string Text(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, Words).Select(_ => random.Next(100, 1000).ToString(CultureInfo.InvariantCulture)));
    }
}
