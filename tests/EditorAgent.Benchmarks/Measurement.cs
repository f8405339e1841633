namespace EditorAgent.Benchmarks;

/// <param name="ColdStart">Process start to first request, ms.</param>
/// <param name="Overheads">Per step, ms.</param>
/// <param name="PeakMemory">Bytes.</param>
internal sealed record Measurement(double ColdStart, IReadOnlyList<double> Overheads, long PeakMemory)
{
    public double Median => Statistics.Quantile(this.Overheads, 0.5);

    public double P95 => Statistics.Quantile(this.Overheads, 0.95);

    /// <summary>Median of the steps 6 to 15 and of the last ten: single steps are too noisy to compare.</summary>
    public double Early => Statistics.Quantile([.. this.Overheads.Skip(5).Take(10)], 0.5);

    public double Late => Statistics.Quantile([.. this.Overheads.TakeLast(10)], 0.5);
}
