using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbol">A symbol address.</param>
/// <param name="Kinds">Of <c>read write call new override nameof cref attribute typeof</c>; empty is all.</param>
/// <param name="Scope">Project name, directory or file; null is the whole workspace.</param>
/// <param name="Context">Lines shown around each reference.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record FindReferencesQuery(string Symbol, ImmutableArray<string> Kinds, string? Scope, int Context, int Budget);
