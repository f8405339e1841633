using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>Files have just been written: which diagnostics came and went?</summary>
/// <param name="Files">What each held before and holds now.</param>
/// <param name="DeadlineMilliseconds">What is not known by then is named as pending.</param>
public sealed record DeltaQuery(ImmutableArray<WrittenFile> Files, int DeadlineMilliseconds);
