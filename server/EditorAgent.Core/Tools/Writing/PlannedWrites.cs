using System.Collections.Immutable;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>The files a call will store, together or not at all.</summary>
/// <param name="Files">Each file once.</param>
/// <param name="Summary">What the model is told afterwards.</param>
public sealed record PlannedWrites(ImmutableArray<PlannedWrite> Files, string Summary);
