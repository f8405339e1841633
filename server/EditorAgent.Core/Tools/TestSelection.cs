using System.Collections.Immutable;

namespace EditorAgent.Core.Tools;

/// <summary>Tests to run, and what a person should know of how they were chosen.</summary>
/// <param name="Tests">In the order in which they should run; empty when there are none, or <paramref name="Explanation"/> says why it is not known.</param>
/// <param name="Explanation">For the model, for example <c>12 tests by references, 3 by project</c>.</param>
/// <param name="IsKnown">False when the question could not be answered.</param>
public sealed record TestSelection(ImmutableArray<SelectedTest> Tests, string Explanation, bool IsKnown);
