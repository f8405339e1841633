using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Loading;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>A leg on its way into a <see cref="Solution"/>.</summary>
/// <param name="Leg">What it was made from.</param>
/// <param name="Project">Its documents are read when somebody asks for their text.</param>
/// <param name="Problems">What is not as the project means it, each fit for a coverage line.</param>
/// <param name="AnalyzerProblems">Likewise, of what several projects may share.</param>
internal sealed record BuiltProject(ProjectLeg Leg, ProjectInfo Project, ImmutableArray<string> Problems, ImmutableArray<string> AnalyzerProblems);
