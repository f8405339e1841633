import { readFileSync, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright-core";
import type { FromPanel, ToPanel } from "../../exchange/bridge";

const root = join(import.meta.dirname, "..", "..");
const executable = process.env.EDITORAGENT_CHROMIUM ?? "/usr/bin/chromium";
const address = "https://panel.test/";
const nonce = "cGFuZWw";

/** The document as the extension host makes it: no inline style, one script. */
const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>EditorAgent</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src https://panel.test; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="defaults.css"><link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="webview.css">
</head>
<body><div id="root"></div><script nonce="${nonce}" src="webview.js"></script></body>
</html>`;

/** The four kinds by their well-known themes, and the two that VS Code has by default since 2026. */
export const themes = ["dark", "light", "hc-black", "hc-light", "dark-2026", "light-2026"] as const;
export type Theme = (typeof themes)[number];
const kinds: Readonly<Record<Theme, string>> = { dark: "vscode-dark", light: "vscode-light", "dark-2026": "vscode-dark", "light-2026": "vscode-light", "hc-black": "vscode-high-contrast", "hc-light": "vscode-high-contrast-light" };

/** Why there can be no page here; undefined when there can. */
export const whyNot = existsSync(executable) ? undefined : `There is no Chromium at ${executable} (EDITORAGENT_CHROMIUM names another): the panel's document was not tried in a browser.`;
if (whyNot !== undefined) {
  console.warn(whyNot);
}

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** As `esbuild.mjs` builds it, from the sources as they are now. */
export async function bundle(): Promise<Bundle> {
  const made = await build({
    absWorkingDir: root,
    entryPoints: ["webview/src/main.ts", "webview/style.css"],
    outdir: "dist",
    write: false,
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  const text = (end: string): string => made.outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
  });
}

/** The panel's document in a browser, with the editor's side played by the test. */
export class PanelPage {
  readonly problems: string[] = [];

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, { script, style }: Bundle, options: { readonly theme?: Theme; readonly width?: number; readonly state?: unknown } = {}): Promise<PanelPage> {
    const theme = options.theme ?? "dark";
    const context = await browser.newContext({ viewport: { width: options.width ?? 420, height: 800 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const panel = new PanelPage(page);
    page.on("pageerror", (error) => panel.problems.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        panel.problems.push(`console: ${message.text()}`);
      }
    });
    const file = (name: string): string => readFileSync(join(import.meta.dirname, "themes", name), "utf8");
    const bodies: Readonly<Record<string, readonly [string, string]>> = {
      "": ["text/html", html],
      "webview.js": ["text/javascript", script],
      "webview.css": ["text/css", style],
      "defaults.css": ["text/css", file("defaults.css")],
      "theme.css": ["text/css", file(`${theme}.css`)],
    };
    await page.route("**/*", (route) => {
      const url = route.request().url();
      const body = url.startsWith(address) ? bodies[url.slice(address.length)] : undefined;
      if (body === undefined) {
        panel.problems.push(`request: ${url}`);
        return route.abort();
      }

      return route.fulfill({ contentType: body[0], body: body[1] });
    });
    await page.addInitScript(
      ({ kind, state }) => {
        const editor = { sent: [] as unknown[], state };
        Object.assign(window, {
          editor,
          acquireVsCodeApi: () => ({
            postMessage: (message: unknown) => editor.sent.push(message),
            getState: () => editor.state,
            setState: (next: unknown) => (editor.state = next),
          }),
        });
        document.addEventListener("DOMContentLoaded", () => undefined);
        new MutationObserver((_, observer) => {
          if (document.body !== null) {
            document.body.dataset.vscodeThemeKind = kind;
            document.body.classList.add(kind);
            observer.disconnect();
          }
        }).observe(document, { childList: true, subtree: true });
      },
      { kind: kinds[theme], state: options.state },
    );
    await page.goto(address);
    await page.getByTestId("composer").waitFor();
    return panel;
  }

  async send(...messages: readonly ToPanel[]): Promise<void> {
    await this.page.evaluate(async (all) => {
      all.forEach((data) => window.dispatchEvent(new MessageEvent("message", { data })));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, messages);
  }

  /** What the panel has said so far, but for what `forget` dropped. */
  async sent(): Promise<readonly FromPanel[]> {
    return (await this.page.evaluate("window.editor.sent")) as FromPanel[];
  }

  async sentOf<T extends FromPanel["type"]>(type: T): Promise<readonly Extract<FromPanel, { type: T }>[]> {
    return (await this.sent()).filter((message): message is Extract<FromPanel, { type: T }> => message.type === type);
  }

  async state(): Promise<Record<string, unknown>> {
    return (await this.page.evaluate("window.editor.state")) as Record<string, unknown>;
  }

  /** Until every open question takes an answer. */
  async armed(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector(".option[aria-disabled=true]") === null);
  }

  /** What has the focus, by test id or class. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLElement ? (element.dataset.testid ?? element.className) : "";
    });
  }

  async violations(): Promise<readonly string[]> {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    // Through the debugger, past the content security policy of the document.
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const { axe: runner } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
      const result = await runner.run(document, { runOnly: ["wcag2a", "wcag2aa"] });
      return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`));
    });
  }

  /** Kept for a human eye in an ignored folder. */
  async shoot(name: string): Promise<void> {
    const folder = join(root, "dist", "screenshots");
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
