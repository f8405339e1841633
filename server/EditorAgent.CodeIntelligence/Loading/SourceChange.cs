using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Sources that came or went since a project was evaluated and that its default pattern takes in; its legs have them already.</summary>
/// <param name="ProjectPath">The project file.</param>
/// <param name="Added">Absolute paths.</param>
/// <param name="Removed">Absolute paths.</param>
public sealed record SourceChange(string ProjectPath, ImmutableArray<string> Added, ImmutableArray<string> Removed);
