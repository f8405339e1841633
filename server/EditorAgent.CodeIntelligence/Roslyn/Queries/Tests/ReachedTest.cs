using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;

/// <param name="Method">The test.</param>
/// <param name="Project">Its leg.</param>
/// <param name="Distance">How many calls away; null when it is named by the project rule alone.</param>
/// <param name="Reason">For the model.</param>
internal sealed record ReachedTest(IMethodSymbol Method, Project Project, int? Distance, string Reason);
