namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What came of reading a file.</summary>
public abstract record FileReading
{
    private FileReading()
    {
    }

    public sealed record Found(EffectiveFile File) : FileReading;

    public sealed record Missing : FileReading;

    /// <param name="Reason">Completes "the file ...".</param>
    public sealed record Unreadable(string Reason) : FileReading;
}
