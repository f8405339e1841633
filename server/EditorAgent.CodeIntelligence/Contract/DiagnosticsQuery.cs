using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Scope"><c>changed</c>, <c>solution</c>, a project name, directory or file; null is <c>changed</c> after edits, else <c>solution</c>.</param>
/// <param name="Severity">The least that is told: <c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Ids">Only these diagnostic ids; empty is all.</param>
/// <param name="HasAnalyzers">Whether the projects' analyzers run too.</param>
/// <param name="Since"><c>session</c> tells only what is new since the session began; null tells everything.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record DiagnosticsQuery(string? Scope, string Severity, ImmutableArray<string> Ids, bool HasAnalyzers, string? Since, int Budget);
