namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbol">A symbol address.</param>
/// <param name="NewName">An identifier.</param>
/// <param name="InComments">Whether comments that name it change too.</param>
/// <param name="InStrings">Whether string literals that name it change too.</param>
public sealed record RenameQuery(string Symbol, string NewName, bool InComments, bool InStrings);
