namespace EditorAgent.LanguageServer.Transport;

/// <summary>The codes of JSON-RPC 2.0 and LSP 3.17 with which a message is refused.</summary>
internal enum RefusalCode
{
    ParseError = -32700,
    InvalidParams = -32602,
    InvalidRequest = -32600,
    ServerNotInitialized = -32002,
}
