using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Formula;

/// <param name="Formula">For example <c>moonshot/web-search:latest</c>; its functions have other names.</param>
/// <param name="Definition">As a model gets it.</param>
internal sealed record FormulaFunction(string Formula, ToolDefinition Definition);
