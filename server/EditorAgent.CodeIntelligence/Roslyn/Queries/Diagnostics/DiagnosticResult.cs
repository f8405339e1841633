using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;

/// <param name="Found">By path and position.</param>
/// <param name="Degraded">Legs whose diagnostics would be noise and are left out.</param>
/// <param name="Pending">Legs for which there was no time.</param>
public sealed record DiagnosticResult(ImmutableArray<FoundDiagnostic> Found, ImmutableArray<string> Degraded, ImmutableArray<string> Pending);
