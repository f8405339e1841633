using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>
/// When to try a failed request again: 0.5 s, doubling up to 32 s, plus up to a quarter of it at random, so that clients that failed
/// together do not come back together. The vendor's own wish wins, up to 120 s.
/// </summary>
public sealed class RetrySchedule(int maxAttempts, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan LongestWish = TimeSpan.FromSeconds(120);

    public int MaxAttempts => maxAttempts;

    /// <returns>How long to wait after <paramref name="failedAttempt"/> (from 1), or null when that was the last.</returns>
    public TimeSpan? DelayAfter(int failedAttempt, ModelFailure failure)
    {
        if (!failure.IsRetryable || failedAttempt >= maxAttempts)
        {
            return null;
        }

        if (failure.RetryAfter is { } wish)
        {
            return wish < LongestWish ? wish : LongestWish;
        }

        var doubled = First * Math.Pow(2, Math.Min(failedAttempt - 1, 10));
        var delay = doubled < Longest ? doubled : Longest;
        return delay * (1 + (random.NextDouble() / 4));
    }
}
