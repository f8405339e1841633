namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Done">Legs that are ready.</param>
/// <param name="All">Legs known so far; grows while projects are evaluated.</param>
/// <param name="Project">The project of the last leg.</param>
public sealed record LoadProgress(int Done, int All, string Project);
