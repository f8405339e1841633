namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;

/// <param name="Bytes">Of the process.</param>
/// <param name="Used">Measures them.</param>
/// <param name="Return">Gives freed memory back to the operating system.</param>
internal sealed record MemoryCeiling(long Bytes, Func<long> Used, Action Return)
{
    public bool IsExceeded => this.Used() > this.Bytes;

    public static MemoryCeiling OfProcess(long bytes) => new(
        bytes,
        static () => Environment.WorkingSet,
        static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
}
