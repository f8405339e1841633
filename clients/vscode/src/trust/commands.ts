import { join } from "node:path";
import * as vscode from "vscode";
import type { TrustRoot } from "../../exchange/protocol";
import { command } from "../command";
import type { Core } from "../core";
import type { Texts } from "../review/texts";
import { trustLines } from "./listing";

const mostLines = 25;

/** Whether code of the workspace may run: the sidecar's own question, which trust in the editor does not answer. */
export class Trust {
  constructor(
    private readonly core: Core,
    private readonly texts: Texts,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      command("editoragent.trust", async () => {
        if (await this.ensure()) {
          void vscode.window.showInformationMessage("Code of this workspace may run, with your rules and approvals.");
        }
      }),
      command("editoragent.untrust", () => this.revoke()),
    );
  }

  /** True when every directory of the session is trusted, if need be because the user now says so. */
  async ensure(): Promise<boolean> {
    const { agent, sessionId } = await this.core.start();
    const { roots } = await agent.call("_editoragent/trust/status", { sessionId });
    for (const root of roots.filter(({ state }) => state !== "trusted")) {
      const duration = await this.askAbout(root);
      if (duration === undefined) {
        return false;
      }

      await agent.call("_editoragent/trust/grant", { sessionId, path: root.path, fingerprint: root.fingerprint, duration });
    }

    return true;
  }

  private async askAbout(root: TrustRoot): Promise<"always" | "session" | undefined> {
    if (root.gap !== undefined) {
      void vscode.window.showWarningMessage(`${root.path} cannot be trusted: ${root.gap}`);
      return undefined;
    }

    const lines = trustLines(root);
    const shown = [...lines.slice(0, mostLines), ...(lines.length > mostLines ? [`and ${lines.length - mostLines} more lines`] : [])];
    const answer = await vscode.window.showWarningMessage(
      root.state === "changed" ? `What would run in ${root.path} has changed. Trust it as it is now?` : `May code of ${root.path} run?`,
      { modal: true, detail: `${shown.join("\n")}\n\nThis trust rests on exactly these files; when one of them changes you are asked again.` },
      "Trust",
      "For This Session",
      ...(lines.length > mostLines ? ["Show All"] : []),
    );
    if (answer === "Show All") {
      await vscode.window.showTextDocument(this.texts.add(join(root.path, "What would run.txt"), lines.join("\n")));
      return undefined;
    }

    return answer === "Trust" ? "always" : answer === "For This Session" ? "session" : undefined;
  }

  private async revoke(): Promise<void> {
    const { agent, sessionId } = await this.core.start();
    const { roots } = await agent.call("_editoragent/trust/status", { sessionId });
    const trusted = roots.filter(({ state }) => state !== "untrusted");
    for (const { path } of trusted) {
      await agent.call("_editoragent/trust/revoke", { sessionId, path });
    }

    void vscode.window.showInformationMessage(trusted.length === 0 ? "Nothing of this workspace is trusted." : "The trust is taken back. What already runs goes on to its end.");
  }
}
