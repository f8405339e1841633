import type { FrameLocator, Locator, Page } from "playwright-core";

/** The chat panel's document. */
export class Panel {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  byId(id: string): Locator {
    return this.frame.locator(`[data-testid="${id}"]`);
  }

  get composer(): Locator {
    return this.byId("composer");
  }

  /** Items of the transcript, of one kind or all. */
  items(kind?: string): Locator {
    return this.frame.locator(kind === undefined ? '[data-testid="item"]' : `[data-testid="item"][data-kind="${kind}"]`);
  }

  get approval(): Locator {
    return this.byId("approval-card");
  }

  /** The question that waits for its answer. */
  get openApproval(): Locator {
    return this.approval.and(this.frame.locator(":not([data-outcome])"));
  }

  option(id: string): Locator {
    return this.frame.locator(`[data-option-id="${id}"]`);
  }

  async ready(): Promise<void> {
    await this.composer.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Waits until the agent has said this. */
  async said(text: string | RegExp): Promise<void> {
    await this.items("agent").filter({ hasText: text }).first().waitFor();
  }

  /** Waits until no turn runs. */
  async idle(): Promise<void> {
    await this.byId("stop").waitFor({ state: "hidden" });
  }
}
