namespace EditorAgent.Benchmarks;

internal static class Statistics
{
    /// <summary>Nearest-rank quantile.</summary>
    public static double Quantile(IReadOnlyList<double> values, double quantile)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
