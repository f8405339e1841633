namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>The questions that an engine may be able to answer; a tool without an engine for its question is hidden.</summary>
public enum CodeQuestion
{
    Overview,
    FindSymbol,
    ReadSymbol,
    FindReferences,
    CallHierarchy,
    FindImplementations,
    Diagnostics,
    NullAnalysis,
    CodeActions,
    Rename,
    Edit,
    FindTests,
    Delta,
}
