using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <param name="ProjectPath">The project file, absolute.</param>
/// <param name="TargetFramework">Null when the project names none.</param>
/// <param name="IsOneOfSeveral">Whether the project has other frameworks too.</param>
/// <param name="Instance">What the design-time build runs on and its results are read from.</param>
internal sealed record EvaluatedLeg(string ProjectPath, string? TargetFramework, bool IsOneOfSeveral, ProjectInstance Instance);
