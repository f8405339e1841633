using EditorAgent.Core.Agent.CodeActions;

namespace EditorAgent.LanguageServer.CodeLenses;

/// <param name="FullName">Namespace, classes and method.</param>
/// <param name="Range">Of the method's name.</param>
internal sealed record TestMethod(string FullName, TextRange Range);
