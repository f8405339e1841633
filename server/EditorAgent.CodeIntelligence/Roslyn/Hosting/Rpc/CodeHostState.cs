namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

public enum CodeHostState
{
    /// <summary>Only the syntax index answers.</summary>
    SyntaxOnly,

    /// <summary>A load is being applied.</summary>
    Loading,

    /// <summary>Answers are for the workspace as it is.</summary>
    Ready,

    /// <summary>Answers come, but projects have changed and must be loaded again.</summary>
    Stale,
}
