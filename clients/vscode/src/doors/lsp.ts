import type { Socket } from "node:net";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";

export interface LanguageDoor {
  stop(): Promise<void>;
}

interface SaveParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
}

/**
 * LSP with the sidecar over the second pipe: buffers there, code actions and lenses back. It ends with its connection and is not started
 * again by itself: the next life of the sidecar brings a new one.
 */
export async function openLsp(socket: Socket, channel: vscode.LogOutputChannel, lenses: () => boolean): Promise<LanguageDoor> {
  const client = new LanguageClient(
    "editoragent",
    "EditorAgent",
    () => Promise.resolve({ reader: socket, writer: socket }),
    {
      // Only what is on the disk: our own comparisons and other virtual texts are never analysed.
      documentSelector: [{ scheme: "file" }],
      initializationOptions: { editoragent: { commands: true, saves: true } },
      outputChannel: channel,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        provideCodeLenses: (document, token, next) => (lenses() ? next(document, token) : []),
      },
    },
  );
  client.onRequest("editoragent/saveDocument", async ({ textDocument }: SaveParams) => {
    const document = vscode.workspace.textDocuments.find(({ uri, version }) => client.code2ProtocolConverter.asUri(uri) === textDocument.uri && version === textDocument.version);
    return { saved: document !== undefined && (await document.save()) };
  });
  await client.start();
  return {
    stop: async () => {
      // A connection that is already gone has nothing to say goodbye to.
      await client.dispose(1_000).catch(() => undefined);
    },
  };
}
