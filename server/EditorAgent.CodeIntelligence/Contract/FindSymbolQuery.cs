namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Query">Words, CamelHump or wildcards.</param>
/// <param name="Kind">For example <c>class</c> or <c>method</c>; null is any.</param>
/// <param name="Scope">Project name, directory or file; null is the whole workspace.</param>
/// <param name="HasBody">Whether to show the source when there is one hit.</param>
/// <param name="Max">Most hits.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record FindSymbolQuery(string Query, string? Kind, string? Scope, bool HasBody, int Max, int Budget);
