namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Start">In characters.</param>
/// <param name="Length">In characters; 0 inserts.</param>
/// <param name="NewText">Line endings as they are to be written.</param>
public sealed record ProposedChange(int Start, int Length, string NewText);
