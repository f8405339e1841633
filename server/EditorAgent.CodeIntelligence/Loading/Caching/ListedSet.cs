namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <param name="Set">Solutions or projects below the root.</param>
/// <param name="Hash">Which there were.</param>
internal sealed record ListedSet(SourceSet Set, ulong Hash);
