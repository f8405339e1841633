namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <param name="SolutionPath">A stored <see cref="Loading.LoadedSolution"/>.</param>
/// <param name="IsTrusted">Whether generators and analyzers of the workspace may run.</param>
/// <param name="Generation">The last <see cref="CodeHostStatus.Generation"/> that the sidecar had seen when it began to load; 0 the first time.</param>
/// <param name="StartedAt">When it began; project files written later make the load out of date.</param>
public sealed record LoadParams(string SolutionPath, bool IsTrusted, int Generation, DateTimeOffset StartedAt);
