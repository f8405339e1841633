namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Path">Absolute.</param>
/// <param name="Line">From 1.</param>
public sealed record CodePlace(string Path, int Line)
{
    /// <summary>Of a declaration that was looked for: its kind and full name.</summary>
    public string? Name { get; init; }
}
