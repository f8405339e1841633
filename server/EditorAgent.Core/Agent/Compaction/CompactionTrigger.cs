namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// When a conversation is made shorter: at 85 % of the window, or when what is left of it is less than a reserve for the next answer and its
/// results (a fifth of the window, 32,000 to 50,000 tokens). A window of which the reserve would be half or more knows no reserve: it would
/// be made shorter for ever.
/// </summary>
internal static class CompactionTrigger
{
    private const int SmallestReserve = 32_000;
    private const int LargestReserve = 50_000;

    /// <returns>As soon as so many tokens are used, it is time.</returns>
    public static long LimitOf(int window)
    {
        var share = ((window * 85L) + 99) / 100;
        var reserve = Math.Max(SmallestReserve, Math.Min(LargestReserve, window / 5));
        return 2L * reserve < window ? Math.Min(share, window - reserve) : share;
    }
}
