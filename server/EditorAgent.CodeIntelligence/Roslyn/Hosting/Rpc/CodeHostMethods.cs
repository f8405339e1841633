namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>What the sidecar and the worker call each other's methods.</summary>
internal static class CodeHostMethods
{
    public const string Initialize = "initialize";
    public const string Load = "load";

    /// <summary>A notification of the worker.</summary>
    public const string Status = "status";

    public const string Buffers = "code/buffers";
    public const string Originals = "code/originals";
    public const string Overview = "code/overview";
    public const string FindSymbol = "code/findSymbol";
    public const string ReadSymbol = "code/readSymbol";
    public const string FindReferences = "code/findReferences";
    public const string CallHierarchy = "code/callHierarchy";
    public const string FindImplementations = "code/findImplementations";
    public const string Diagnostics = "code/diagnostics";
    public const string NullAnalysis = "code/nullAnalysis";
    public const string CodeActions = "code/actions";
    public const string ApplyCodeAction = "code/applyAction";
    public const string Rename = "code/rename";
    public const string Edit = "code/edit";
    public const string FindTests = "code/findTests";
    public const string Delta = "code/delta";
}
