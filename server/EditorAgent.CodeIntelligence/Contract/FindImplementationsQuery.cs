namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbol">A symbol address.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record FindImplementationsQuery(string Symbol, int Budget);
