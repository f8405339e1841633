using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What we tell a server that we can do: exactly what this room does.</summary>
internal static class ClientCapabilities
{
    public static JsonElement Json { get; } = JsonDocument.Parse(
        """
        {
          "general": { "positionEncodings": ["utf-16", "utf-8"], "staleRequestSupport": { "cancel": true, "retryOnContentModified": [] } },
          "workspace": {
            "applyEdit": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"], "failureHandling": "abort" },
            "didChangeConfiguration": { "dynamicRegistration": false },
            "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": true },
            "symbol": { "dynamicRegistration": true, "resolveSupport": { "properties": ["location.range"] } },
            "executeCommand": { "dynamicRegistration": true },
            "configuration": true,
            "workspaceFolders": true,
            "fileOperations": { "dynamicRegistration": true, "didCreate": true, "didRename": true, "didDelete": true },
            "diagnostics": { "refreshSupport": true }
          },
          "textDocument": {
            "synchronization": { "dynamicRegistration": true, "didSave": true },
            "hover": { "dynamicRegistration": true, "contentFormat": ["plaintext", "markdown"] },
            "definition": { "dynamicRegistration": true, "linkSupport": true },
            "typeDefinition": { "dynamicRegistration": true, "linkSupport": true },
            "implementation": { "dynamicRegistration": true, "linkSupport": true },
            "references": { "dynamicRegistration": true },
            "documentSymbol": { "dynamicRegistration": true, "hierarchicalDocumentSymbolSupport": true },
            "codeAction": {
              "dynamicRegistration": true,
              "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.organizeImports", "source.fixAll"] } },
              "isPreferredSupport": true,
              "disabledSupport": true,
              "dataSupport": true,
              "resolveSupport": { "properties": ["edit", "command"] }
            },
            "rangeFormatting": { "dynamicRegistration": true },
            "rename": { "dynamicRegistration": true, "prepareSupport": true },
            "publishDiagnostics": { "versionSupport": true, "codeDescriptionSupport": false, "dataSupport": true, "relatedInformation": false },
            "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
            "callHierarchy": { "dynamicRegistration": true },
            "typeHierarchy": { "dynamicRegistration": true }
          },
          "window": { "workDoneProgress": true, "showMessage": { "messageActionItem": { "additionalPropertiesSupport": false } } }
        }
        """).RootElement;
}
