namespace EditorAgent.Protocol;

/// <summary>Codes of JSON-RPC errors that ACP gives a meaning to.</summary>
public static class AcpErrorCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int RequestCancelled = -32800;
    public const int AuthenticationRequired = -32000;

    /// <summary>A session or a file does not exist.</summary>
    public const int ResourceNotFound = -32002;
}
