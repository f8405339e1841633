namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>How much an answer shows of a thing; what does not fit the budget goes down one step after the other, never away.</summary>
public enum Detail
{
    Source,
    Signature,
    Name,
    CountPerFile,
    CountPerProject,
}
