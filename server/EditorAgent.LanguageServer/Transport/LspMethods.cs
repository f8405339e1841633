namespace EditorAgent.LanguageServer.Transport;

/// <summary>LSP 3.17's names of what this door speaks, and ours.</summary>
internal static class LspMethods
{
    public const string DidOpen = "textDocument/didOpen";
    public const string DidChange = "textDocument/didChange";
    public const string DidClose = "textDocument/didClose";
    public const string CodeAction = "textDocument/codeAction";
    public const string CodeLens = "textDocument/codeLens";
    public const string ResolveCodeLens = "codeLens/resolve";
    public const string ExecuteCommand = "workspace/executeCommand";
    public const string CancelProgress = "window/workDoneProgress/cancel";

    public const string ApplyEdit = "workspace/applyEdit";
    public const string RefreshCodeLenses = "workspace/codeLens/refresh";
    public const string ShowMessage = "window/showMessage";
    public const string ShowMessageRequest = "window/showMessageRequest";
    public const string LogMessage = "window/logMessage";
    public const string CreateProgress = "window/workDoneProgress/create";
    public const string Progress = "$/progress";

    /// <summary>Asks a client that has said it can (<c>initializationOptions.editoragent.saves</c>) to save a document in the version that it names.</summary>
    public const string SaveDocument = "editoragent/saveDocument";
}
