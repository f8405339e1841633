namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Solution">What was loaded.</param>
/// <param name="Inputs">What it was made from; null when there was no SDK to make it with.</param>
internal sealed record LoadResult(LoadedSolution Solution, LoadInputs? Inputs);
