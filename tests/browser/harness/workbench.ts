import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium as engine, type Frame, type Locator, type Page } from "playwright-core";
import { artifacts, axe, chromium } from "./places.ts";
import type { Editor } from "./editor.ts";
import { Panel } from "./panel.ts";

const patience = 30_000;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"];

/** VS Code's window as a user sees it. */
export class Workbench {
  private readonly strangers = new Set<string>();

  readonly page: Page;
  private readonly browser: Browser;
  private readonly context: BrowserContext;

  private constructor(browser: Browser, context: BrowserContext, page: Page) {
    this.browser = browser;
    this.context = context;
    this.page = page;
    context.on("request", (request) => {
      const host = new URL(request.url()).host;
      if (!host.startsWith("127.0.0.1") && !host.endsWith(".vscode-resource.vscode-cdn.net") && host !== "") {
        this.strangers.add(host);
      }
    });
  }

  static async open(editor: Editor, query = ""): Promise<Workbench> {
    const browser = await engine.launch({ executablePath: chromium, headless: true, args: flags });
    const context = await browser.newContext({ viewport: { width: 1500, height: 1000 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(browser, context, page);
    await page.goto(editor.url(query));
    await workbench.ready();
    return workbench;
  }

  get panel(): Panel {
    return new Panel(this.page);
  }

  /** Hosts other than this machine that the window asked for. */
  get unknownHosts(): readonly string[] {
    return [...this.strangers];
  }

  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
  }

  /** Runs a command by its title, as the palette shows it. A list that was opened while the window was still coming up lacks commands or closes: it is opened again. */
  async command(title: string): Promise<void> {
    const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first();
    for (let attempt = 1; !(await this.isChosen(title, row)); attempt++) {
      if (attempt === 12) {
        throw new Error(`The palette knows no command "${title}".`);
      }

      await this.page.keyboard.press("Escape");
    }
  }

  /** Runs the workspace's build task, which shows its terminal. Asked for again until VS Code has read the tasks. */
  async build(): Promise<void> {
    const terminal = this.page.locator(".part.panel .terminal-wrapper").first();
    for (let attempt = 1; attempt <= 8; attempt++) {
      await this.command("Tasks: Run Build Task");
      if (await terminal.waitFor({ timeout: 8_000 }).then(() => true, () => false)) {
        return;
      }

      await this.page.keyboard.press("Escape");
    }

    throw new Error("The build task never began.");
  }

  /** Chooses a row of the quick pick that is open. */
  async pick(label: string): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first().click();
  }

  /** Answers the input box with this title. */
  async fill(title: string, text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget", { hasText: title }).locator("input.input");
    await input.waitFor();
    await input.fill(text);
    await input.press("Enter");
  }

  /** Waits until the window has drawn what it had to draw. */
  async settled(): Promise<void> {
    await this.page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })));
  }

  async openChat(): Promise<Panel> {
    await this.command("EditorAgent: Open Chat");
    await this.panel.ready();
    return this.panel;
  }

  async openFile(name: string): Promise<void> {
    const timeout = 5_000;
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press("Control+P");
      const isOpened = await this.page.locator(".quick-input-widget input.input").fill(name, { timeout }).then(() => row.click({ timeout })).then(() => true, () => false);
      if (isOpened) {
        break;
      }

      if (attempt === 6) {
        throw new Error(`The window finds no file "${name}".`);
      }

      await this.page.keyboard.press("Escape");
    }

    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** The visible lines of the active editor, in order, with plain blanks. */
  async editorText(): Promise<string> {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll<HTMLElement>(".editor-group-container.active .editor-instance .view-line")];
      return lines.sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((line) => line.textContent!.replaceAll("\u00a0", " ")).join("\n");
    });
  }

  /** Puts the caret there, and waits until keys go to the text again. */
  async goToLine(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.fill(`:${line}:${column}`);
    await input.press("Enter");
    await input.waitFor({ state: "hidden" });
    await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
  }

  /** Chooses from the light bulb's menu at the caret. A menu that was opened before the extension was heard lacks its actions: it is opened again. */
  async codeAction(title: string): Promise<void> {
    const row = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    for (let attempt = 1; attempt <= 6; attempt++) {
      await this.page.keyboard.press("Control+.");
      if (await row.click({ timeout: 8_000 }).then(() => true, () => false)) {
        return;
      }

      await this.page.keyboard.press("Escape");
    }

    throw new Error(`The light bulb offers no "${title}".`);
  }

  async theme(label: string, kind: string): Promise<void> {
    await this.command("Preferences: Color Theme");
    const input = this.page.locator('.quick-input-widget input.input[placeholder*="Color Theme"]');
    await input.fill(label);
    await this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`).first().click();
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** What axe finds in the panel's document. */
  async audit(): Promise<readonly string[]> {
    const frame = await this.panelFrame();
    await frame.evaluate(readFileSync(axe, "utf8"));
    return frame.evaluate(async () => {
      const runner = (globalThis as unknown as { axe: { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
      const { violations } = await runner.run(document, { runOnly: ["wcag2a", "wcag2aa"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`));
    });
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(artifacts, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.browser.close();
  }

  private async isChosen(title: string, row: Locator): Promise<boolean> {
    const timeout = 3_000;
    const input = this.page.locator(".quick-input-widget input.input");
    await this.page.keyboard.press("F1");
    try {
      await input.fill(`>${title}`, { timeout });
      await row.click({ timeout });
      return true;
    } catch {
      return false;
    }
  }

  private async panelFrame(): Promise<Frame> {
    const body = await this.panel.frame.locator("body").elementHandle();
    const frame = await body?.ownerFrame();
    if (frame === null || frame === undefined) {
      throw new Error("The panel has no document.");
    }

    return frame;
  }
}
