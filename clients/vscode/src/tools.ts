import * as vscode from "vscode";
import type { Core } from "./core";
import { languageModelTools } from "./toolNames";

/** For other agents in the editor: the sidecar's tools about code that only read, where the editor knows language model tools. */
export function registerTools(core: Core): vscode.Disposable {
  if (typeof vscode.lm?.registerTool !== "function") {
    return vscode.Disposable.from();
  }

  return vscode.Disposable.from(...Object.entries(languageModelTools).map(([name, tool]) => vscode.lm.registerTool(name, new CodeTool(core, tool))));
}

class CodeTool implements vscode.LanguageModelTool<object> {
  constructor(
    private readonly core: Core,
    private readonly tool: string,
  ) {}

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: "Asking the code" };
  }

  async invoke({ input }: vscode.LanguageModelToolInvocationOptions<object>, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult> {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const [cwd] = this.core.directories;
    if (cwd === undefined) {
      throw new Error("No folder is open.");
    }

    const agent = await this.core.sidecar.ensure();
    const { text } = await agent.call("_editoragent/code/call", { cwd, tool: this.tool, arguments: input }, abort.signal);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  }
}

/** Offers `editor-agent mcp` to the editor's own chat, where the editor asks for such. Started by the editor, when its user wants it. */
export function registerServerDefinition(core: Core, log: vscode.LogOutputChannel): vscode.Disposable {
  if (typeof vscode.lm?.registerMcpServerDefinitionProvider !== "function") {
    return vscode.Disposable.from();
  }

  return vscode.lm.registerMcpServerDefinitionProvider("editoragent.mcpServer", {
    provideMcpServerDefinitions: () => {
      const location = core.locate();
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      if ("problem" in location || folder === undefined || !vscode.workspace.isTrusted) {
        return [];
      }

      const definition = new vscode.McpStdioServerDefinition("EditorAgent", location.path, ["mcp"]);
      definition.cwd = folder;
      log.debug(`offered to the editor's own chat: ${location.path} mcp`);
      return [definition];
    },
  });
}
