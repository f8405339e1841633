namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Id">What the last answer to a <see cref="CodeActionsQuery"/> called it.</param>
/// <param name="Scope"><c>one</c>, <c>file</c> or <c>project</c>.</param>
public sealed record ApplyCodeActionQuery(string Id, string Scope);
