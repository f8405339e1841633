namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>Why a question has no answer; the names are part of the text that the model reads.</summary>
public enum CodeError
{
    SymbolNotFound,
    AmbiguousSymbol,
    StaleRev,
    NotLoaded,
    Untrusted,
    PathDenied,
    SyntaxRejected,
    Conflict,
    Unsupported,
    Deadline,
    Failed,
}
