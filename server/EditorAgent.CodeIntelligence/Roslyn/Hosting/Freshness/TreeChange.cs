namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>Files that came and went, absolute; a file that did both is in one of them or in none.</summary>
internal sealed class TreeChange
{
    public List<string> Added { get; } = [];

    public List<string> Removed { get; } = [];
}
