namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>Hands reports on at once, on the thread that made them.</summary>
internal sealed class Relay<T>(Action<T> take) : IProgress<T>
{
    public void Report(T value) => take(value);
}
