namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbol">A symbol address.</param>
/// <param name="Direction">Who calls it, or what it calls.</param>
/// <param name="Depth">1 to 3.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record CallHierarchyQuery(string Symbol, CallDirection Direction, int Depth, int Budget);
