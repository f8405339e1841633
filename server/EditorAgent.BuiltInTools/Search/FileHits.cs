namespace EditorAgent.BuiltInTools.Search;

/// <summary>What a search found in one file.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Count">All matching lines, also those beyond what <paramref name="Lines"/> keeps.</param>
/// <param name="Lines">In order; empty when only counts are wanted.</param>
internal sealed record FileHits(string Path, int Count, IReadOnlyList<LineHit> Lines);
