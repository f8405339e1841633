namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>What a user can want of a place in the code.</summary>
public enum CodeActionKind
{
    Fix,
    FixAndAddTests,
    AddTests,
    Explain,
    Document,

    /// <summary>A test fails.</summary>
    FixTest,
}
