namespace EditorAgent.CodeIntelligence.Contract;

public enum CallDirection
{
    Callers,
    Callees,
}
