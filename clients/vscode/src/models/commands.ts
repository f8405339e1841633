import * as vscode from "vscode";
import { command } from "../command";
import type { Core } from "../core";

/** Keys and local models. The key goes to the sidecar, which keeps it; nothing of it stays here. */
export function registerModelCommands(core: Core): vscode.Disposable {
  return vscode.Disposable.from(
    command("editoragent.setKey", () => setKey(core)),
    command("editoragent.useLocalModel", () => useLocalModel(core)),
  );
}

async function setKey(core: Core): Promise<void> {
  const agent = await core.sidecar.ensure();
  const { providers } = await agent.call("_editoragent/keys/status", {});
  const wanted = providers.filter(({ needsKey }) => needsKey);
  const provider = await vscode.window.showQuickPick(
    wanted.map(({ name, isSet, source, endpoint }) => ({ label: name, description: isSet ? `has a key (${source ?? "set"})` : "no key yet", detail: endpoint, name })),
    { title: "Whose API key?" },
  );
  const key = provider === undefined ? undefined : await vscode.window.showInputBox({
    title: `API key of ${provider.name}`,
    prompt: `It is sent to ${provider.detail} only, and kept by editor-agent in your user folder.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (/^\S*$/.test(value.trim()) ? undefined : "A key has no blanks in it."),
  });
  if (provider === undefined || key === undefined || key.trim() === "") {
    return;
  }

  await agent.call("_editoragent/keys/set", { provider: provider.name, key: key.trim() });
  await core.conversation.retry();
  void vscode.window.showInformationMessage(`The key of ${provider.name} is set.`);
}

async function useLocalModel(core: Core): Promise<void> {
  const agent = await core.sidecar.ensure();
  const { localServers } = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "Looking for model servers on this machine" }, () => agent.call("_editoragent/keys/status", {}));
  const models = localServers.flatMap(({ name, endpoint, models: offered }) => offered.map((model) => ({ label: model, description: name, detail: endpoint, endpoint })));
  const chosen = await vscode.window.showQuickPick(models, { title: models.length === 0 ? "No model server was found on this machine. Start one, for example Ollama or LM Studio, and try again." : "Which model?" });
  if (chosen === undefined) {
    return;
  }

  const { name, file } = await agent.call("_editoragent/keys/use_local", { endpoint: chosen.endpoint, model: chosen.label });
  await core.conversation.retry();
  void vscode.window.showInformationMessage(`${name} is the model now; it stands in ${file}.`);
}
