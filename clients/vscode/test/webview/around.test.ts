import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ListedConversation } from "../../exchange/bridge";
import { attachment, conversation, events, form, shown, states, urlForm } from "./conversations";
import { bundle, launch, PanelPage, whyNot, type Bundle } from "./page";

const deadline = 60_000;
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

// Skipped only where there is no Chromium, which the run says; CI has one.
describe.skipIf(whyNot !== undefined)("what stands around the conversation", { timeout: deadline }, () => {
  let browser: Browser;
  let built: Bundle;
  let panel: PanelPage;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), bundle()]);
  }, deadline);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    panel = await PanelPage.open(browser, built);
  });
  afterEach(async () => {
    const { problems } = panel;
    await panel.close();
    expect(problems).toEqual([]);
  });

  const composer = () => panel.page.getByTestId("composer");
  const keys = panelKeys;
  async function panelKeys(...pressed: readonly string[]): Promise<void> {
    for (const key of pressed) {
      await panel.page.keyboard.press(key);
    }
  }

  it("sends with Enter, breaks the line with Shift+Enter, and sends no blanks", async () => {
    await panel.send(shown([]));
    await composer().focus();
    await keys("Space", "Enter");
    await composer().fill("");
    await panel.page.keyboard.type("one");
    await keys("Shift+Enter");
    await panel.page.keyboard.type("two");
    await keys("Enter");
    expect((await panel.sentOf("prompt")).map(({ text, when, attachments }) => ({ text, when, attachments }))).toEqual([{ text: "one\ntwo", when: "now", attachments: [] }]);
    expect(await composer().inputValue()).toBe("");
  });

  it("leaves Enter to an input method that is composing", async () => {
    await panel.send(shown([]));
    await composer().fill("にほん");
    await composer().evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit));
    });
    expect(await panel.sentOf("prompt")).toEqual([]);
  });

  it("queues with Enter, steers with Ctrl+Enter and stops with Escape while a turn runs", async () => {
    await panel.send(shown(conversation, { turn: "running" }));
    await composer().focus();
    await panel.page.keyboard.type("next");
    await keys("Enter");
    await panel.page.keyboard.type("not so");
    await keys("Control+Enter");
    await panel.page.keyboard.type("by button");
    await panel.page.getByTestId("steer").click();
    await panel.page.keyboard.type("by button too");
    await panel.page.getByTestId("queue").click();
    await keys("Escape");
    await panel.page.getByTestId("stop").click();
    expect((await panel.sentOf("prompt")).map(({ when }) => when)).toEqual(["queue", "steer", "steer", "queue"]);
    expect(await panel.sentOf("stop")).toHaveLength(2);
    expect(await panel.page.getByTestId("send").isVisible()).toBe(false);
  });

  it("lists what is queued and takes it out again", async () => {
    await panel.send(shown([], { turn: "running" }), events(11, { type: "said", key: "k1", parts: [{ type: "text", text: "then this" }], waits: "queue" }));
    expect(await panel.page.getByTestId("queued").innerText()).toContain("then this");
    await panel.page.getByTestId("unqueue").click();
    expect(await panel.sentOf("unqueue")).toEqual([{ type: "unqueue", key: "k1" }]);
    await panel.send(events(12, { type: "unsaid", key: "k1" }));
    expect(await panel.page.getByTestId("queued").isVisible()).toBe(false);
    expect(await panel.page.getByTestId("item").count()).toBe(0);
  });

  it("brings the last message back with the up key, only into an empty field", async () => {
    await panel.send(shown(conversation));
    await composer().focus();
    await keys("ArrowUp");
    expect(await composer().inputValue()).toBe("The total of the cart ignores discounts. Fix it and add tests.");
    await composer().fill("mine");
    await keys("ArrowUp");
    expect(await composer().inputValue()).toBe("mine");
  });

  it("completes @ from the host, by keyboard, and attaches what is picked", async () => {
    await panel.send(shown([]));
    await composer().focus();
    await panel.page.keyboard.type("Look at @car");
    const asked = (await panel.sentOf("mentions")).at(-1);
    expect(asked?.query).toBe("car");
    const block = (name: string) => ({ type: "resource_link", name, uri: `file:///w/${name}` }) as const;
    await panel.send({ type: "mentions", request: (asked?.request ?? 0) - 1, items: [{ kind: "file", label: "Old.cs", block: block("Old.cs") }] });
    expect(await panel.page.getByTestId("mention-list").count()).toBe(0);
    await panel.send({ type: "mentions", request: asked?.request ?? 0, items: [{ kind: "file", label: "Cart.cs", detail: "src", block: block("Cart.cs") }, { kind: "symbol", label: "CartTests", detail: "Shop.Tests", block: block("CartTests.cs") }] });
    const list = panel.page.getByTestId("mention-list");
    expect(await list.getAttribute("role")).toBe("listbox");
    await keys("ArrowDown");
    const active = await composer().getAttribute("aria-activedescendant");
    expect(await panel.page.locator(`#${active}`).innerText()).toContain("CartTests");
    expect(await panel.violations()).toEqual([]);
    await keys("Enter");
    expect(await composer().inputValue()).toBe("Look at ");
    expect(await panel.page.getByTestId("attachments").innerText()).toContain("CartTests");
    await panel.page.keyboard.type("please");
    await keys("Enter");
    expect((await panel.sentOf("prompt"))[0]).toMatchObject({ text: "Look at please", attachments: [{ kind: "symbol", label: "CartTests", block: block("CartTests.cs") }] });
  });

  it("picks from the list of what is typed, also when Enter comes before that list", async () => {
    await panel.send(shown([]));
    await composer().focus();
    const file = (name: string) => ({ kind: "file", label: name, block: { type: "resource_link", name, uri: `file:///w/${name}` } }) as const;
    const answer = async (...names: readonly string[]) => panel.send({ type: "mentions", request: (await panel.sentOf("mentions")).at(-1)?.request ?? 0, items: names.map(file) });
    await panel.page.keyboard.type("See @c");
    await answer("Address.cs", "Cart.cs");
    await panel.page.keyboard.type("art");
    await keys("Enter");
    expect(await panel.sentOf("prompt")).toEqual([]);
    await answer("Cart.cs", "CartTests.cs");
    expect(await composer().inputValue()).toBe("See ");
    expect(await panel.page.getByTestId("attachments").innerText()).toContain("Cart.cs");
    await answer("Late.cs");
    expect(await panel.page.getByTestId("mention-list").isVisible()).toBe(false);
    await panel.page.keyboard.type("it");
    await keys("Enter");
    expect((await panel.sentOf("prompt"))[0]).toMatchObject({ text: "See it", attachments: [file("Cart.cs")] });
  });

  it("takes out all that was typed when an entry of an older list is clicked", async () => {
    await panel.send(shown([]));
    await composer().focus();
    await panel.page.keyboard.type("See @c");
    await panel.send({ type: "mentions", request: (await panel.sentOf("mentions")).at(-1)?.request ?? 0, items: [{ kind: "file", label: "Cart.cs", block: { type: "resource_link", name: "Cart.cs", uri: "file:///w/Cart.cs" } }] });
    await panel.page.keyboard.type("art");
    await panel.shoot("mentions-dark");
    await panel.page.getByTestId("mention-list").getByText("Cart.cs").click();
    expect(await composer().inputValue()).toBe("See ");
  });

  it("completes / from the commands and closes with Escape without stopping the turn", async () => {
    await panel.send(shown([], { turn: "running" }));
    await composer().focus();
    await panel.page.keyboard.type("/");
    expect(await panel.page.getByTestId("command-list").locator("[role=option]").count()).toBe(3);
    await keys("Escape");
    expect(await panel.page.getByTestId("command-list").isVisible()).toBe(false);
    expect(await panel.sentOf("stop")).toEqual([]);
    await composer().fill("");
    await panel.page.keyboard.type("/rev");
    await keys("Tab");
    expect(await composer().inputValue()).toBe("/review ");
    expect(await panel.focused()).toBe("composer");
  });

  it("shows attachments as chips that the keyboard can take out", async () => {
    await panel.send(shown([]), { type: "attached", attachment }, { type: "attached", attachment: { ...attachment, id: "a2", label: "Other.cs", block: { type: "resource_link", name: "o", uri: "file:///o" } } });
    await composer().focus();
    await keys("Backspace", "Delete", "Backspace");
    expect(await panel.page.getByTestId("attachments").isVisible()).toBe(false);
    expect(await panel.focused()).toBe("composer");
  });

  it("takes pictures that are pasted when the model reads them, and says why not when it does not", async () => {
    const paste = (type: string, size = 0) => composer().evaluate((field, given) => {
      const bytes = given.size > 0 ? new Uint8Array(given.size) : Uint8Array.from(atob(given.pixel), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "shot.png", { type: given.type }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, { type, size, pixel });
    await panel.send(shown([]));
    await paste("image/png");
    await panel.page.locator(".thumb").waitFor();
    await paste("image/svg+xml");
    expect(await panel.page.locator(".tell").innerText()).toContain("PNG, JPEG, GIF or WebP");
    await paste("image/png", 5 * 1024 * 1024 + 1);
    expect(await panel.page.locator(".tell").innerText()).toContain("5 MB is the most");
    await composer().focus();
    await keys("Enter");
    expect((await panel.sentOf("prompt"))[0]?.attachments.map(({ kind, block }) => ({ kind, block }))).toEqual([{ kind: "image", block: { type: "image", data: pixel, mimeType: "image/png" } }]);
    await panel.send(shown([], {}, { acceptsImages: false }));
    await paste("image/png");
    expect(await panel.page.locator(".tell").innerText()).toContain("does not read pictures");
    expect(await panel.page.getByTestId("attachments").isVisible()).toBe(false);
  });

  it("sets mode and options through native lists, and shows how full the context is", async () => {
    await panel.send(shown([]));
    await panel.page.getByTestId("mode-picker").selectOption("plan");
    await panel.page.locator("[data-testid=option-picker][data-config-id=model]").selectOption("local");
    expect(await panel.sentOf("setMode")).toEqual([{ type: "setMode", modeId: "plan" }]);
    expect(await panel.sentOf("setOption")).toEqual([{ type: "setOption", configId: "model", value: "local" }]);
    expect(await panel.page.getByTestId("usage").getAttribute("title")).toBe("Context: 48,211 of 262,144 tokens (18 %), cost so far $0.13");
  });

  it("puts suggestions and texts from elsewhere into the field, and loses nothing that stood there", async () => {
    await panel.send(shown([]));
    await panel.page.getByTestId("suggestion").first().click();
    const first = await composer().inputValue();
    await panel.send({ type: "draft", text: "and this" });
    expect(await composer().inputValue()).toBe(`${first}\nand this`);
    expect(await panel.sentOf("prompt")).toEqual([]);
  });

  it("searches, opens, forks, exports, renames and deletes conversations by keyboard", async () => {
    const session = (id: string, title: string): ListedConversation => ({ sessionId: id, title, updatedAt: "2026-11-20T10:00:00Z", turns: 3, snippet: "… discount …", isCurrent: id === "s1" });
    await panel.send(shown(conversation));
    await panel.page.getByTestId("open-history").focus();
    await keys("Enter");
    expect(await panel.focused()).toBe("history-search");
    await panel.page.keyboard.type("cart");
    await expect.poll(async () => (await panel.sentOf("searchSessions")).at(-1)?.query).toBe("cart");
    const request = (await panel.sentOf("searchSessions")).at(-1)?.request ?? 0;
    await panel.send({ type: "sessions", request, sessions: [session("s1", "Discounts"), session("s2", "Rounding")], isPartial: false });
    await panel.shoot("history-dark");
    expect(await panel.violations()).toEqual([]);
    await keys("ArrowDown", "ArrowDown", "Tab", "Tab", "Enter", "Tab", "Tab", "Enter");
    await panel.page.keyboard.type("Rounding rules");
    await keys("Enter");
    expect(await panel.sentOf("exportSession")).toEqual([{ type: "exportSession", sessionId: "s2" }]);
    expect(await panel.sentOf("renameSession")).toEqual([{ type: "renameSession", sessionId: "s2", title: "Rounding rules" }]);
    await panel.page.getByRole("button", { name: "Delete Discounts" }).focus();
    await keys("Enter", "Enter");
    expect(await panel.sentOf("deleteSession")).toEqual([]);
    await keys("Enter", "Shift+Tab", "Enter");
    expect(await panel.sentOf("deleteSession")).toEqual([{ type: "deleteSession", sessionId: "s1" }]);
    await keys("ArrowDown", "Enter");
    expect(await panel.sentOf("openSession")).toEqual([{ type: "openSession", sessionId: "s2" }]);
    expect(await panel.page.getByTestId("history").isVisible()).toBe(false);
  });

  it("puts a conversation aside and takes it out again", async () => {
    const session: ListedConversation = { sessionId: "s2", title: "Rounding", updatedAt: "2026-11-20T10:00:00Z", turns: 3, isCurrent: false };
    const answer = async () => {
      const { request, isArchived } = (await panel.sentOf("searchSessions")).at(-1)!;
      await panel.send({ type: "sessions", request, sessions: [session], isPartial: false });
      return isArchived;
    };
    await panel.send(shown(conversation));
    await panel.page.getByTestId("open-history").click();
    expect(await answer()).toBe(false);
    await panel.page.getByRole("button", { name: "Archive Rounding" }).focus();
    await keys("Enter");
    expect(await panel.focused()).toBe("history-search");
    await panel.page.getByRole("checkbox", { name: "Archived" }).check();
    expect(await answer()).toBe(true);
    await panel.page.getByRole("button", { name: "Take Rounding out of the archive" }).focus();
    await panel.shoot("history-archived-dark");
    expect(await panel.violations()).toEqual([]);
    await keys("Enter");
    expect((await panel.sentOf("archiveSession")).map(({ isArchived }) => isArchived)).toEqual([true, false]);
    await expect.poll(() => panel.page.locator(".history-row").count()).toBe(0);
  });

  it("lists what is allowed and takes it back", async () => {
    await panel.send(shown([]));
    await panel.page.getByTestId("menu").click();
    await keys("Enter");
    const request = (await panel.sentOf("listGrants")).at(-1)?.request ?? 0;
    await panel.send({ type: "grants", request, grants: [{ grantId: "g1", pattern: "shell(dotnet test)", grantedAt: "2026-11-20T10:00:00Z", files: 4 }, { pattern: "edit(src/**)" }] });
    await panel.shoot("grants-dark");
    expect(await panel.violations()).toEqual([]);
    await panel.page.getByRole("button", { name: "Revoke shell(dotnet test)" }).click();
    expect(await panel.sentOf("revokeGrant")).toEqual([{ type: "revokeGrant", grantId: "g1" }]);
    await keys("Escape");
    expect(await panel.page.getByTestId("grants").isVisible()).toBe(false);
  });

  it("fills a server's form, tells what is wrong in it, and sends typed values", async () => {
    await panel.send(shown([]));
    await composer().focus();
    await panel.send(shown([], {}, { forms: [form] }));
    expect(await panel.focused()).toBe("composer");
    await keys("F6");
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe("Deployment");
    await panel.page.getByTestId("form-accept").click();
    expect(await panel.sentOf("submitForm")).toEqual([]);
    expect(await panel.page.locator(".field-error:not(:empty)").allInnerTexts()).toEqual(["This is required.", "Choose one.", "Choose one."]);
    expect(await panel.violations()).toEqual([]);
    await panel.page.locator("[data-field=name]").fill("v2");
    await panel.page.locator("[data-field=target] input[value=prd]").check();
    await panel.page.getByLabel("Europe").check();
    await panel.page.getByTestId("form-accept").click();
    expect(await panel.page.locator(".field-error:not(:empty)").allInnerTexts()).toEqual(["At least 3 characters."]);
    await panel.page.locator("[data-field=name]").fill("v2.0");
    await panel.page.getByTestId("form-accept").click();
    expect(await panel.sentOf("submitForm")).toEqual([{ type: "submitForm", formId: "f1", action: "accept", content: { name: "v2.0", replicas: 2, target: "prd", regions: ["eu"], dryRun: true } }]);
  });

  it("shows where a server wants the user to go, whole", async () => {
    await panel.send(shown([], {}, { forms: [urlForm] }));
    expect(await panel.page.getByTestId("form").locator(".exact").innerText()).toBe(urlForm.params.mode === "url" ? urlForm.params.url : "");
    expect(await panel.page.getByTestId("form").locator("strong").innerText()).toBe("github.com");
    await panel.page.getByTestId("form-decline").click();
    expect(await panel.sentOf("submitForm")).toEqual([{ type: "submitForm", formId: "f2", action: "decline" }]);
  });

  it("stays reachable by keyboard when lists are long and open", async () => {
    await panel.send(...(states["long"] ?? []));
    await panel.page.getByTestId("plan").locator(".fold-head").click();
    await panel.page.getByTestId("review-bar").locator(".fold-head").click();
    await panel.page.getByTestId("show-message").click();
    await composer().fill("/");
    await panel.shoot("long-open-dark");
    expect(await panel.violations()).toEqual([]);
  });

  it("is quiet when narrow: nothing scrolls sideways", async () => {
    await panel.page.setViewportSize({ width: 220, height: 700 });
    for (const [name, messages] of Object.entries(states)) {
      await panel.send(...messages);
      expect(await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
      expect(await panel.page.getByTestId("transcript").evaluate((log) => log.scrollWidth - log.clientWidth), name).toBeLessThanOrEqual(0);
    }

    await panel.shoot("narrow-dark");
  });

  it("leaves nothing behind a page that stands in front within reach", async () => {
    await panel.send(shown(conversation));
    await panel.page.getByTestId("open-history").click();
    for (let i = 0; i < 12; i++) {
      await keys("Tab");
      expect(await panel.page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
    }

    await panel.send({ type: "focus", what: "composer" });
    expect(await panel.focused()).toBe("composer");
    expect(await panel.page.getByTestId("history").isVisible()).toBe(false);
  });

  it("attaches files that are dragged here from the explorer", async () => {
    await panel.send(shown([]));
    await composer().evaluate((field) => {
      const data = new DataTransfer();
      data.setData("text/uri-list", "file:///w/src/a%20b.cs\r\nhttps://e.test/x");
      field.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    expect(await panel.page.getByTestId("attachments").innerText()).toBe("a b.cs");
  });

  it("tells how the agent can be reached, and offers what helps", async () => {
    await panel.send(shown(conversation, {}, { connection: { state: "lost", reason: "The process ended.", retryInMs: 9_000 } }));
    const bar = panel.page.getByTestId("connection");
    expect(await bar.getAttribute("data-state")).toBe("lost");
    expect(await bar.innerText()).toMatch(/Trying again in \d s/);
    await bar.getByRole("button", { name: "Try now" }).click();
    await panel.send({ type: "view", view: { connection: { state: "ready" }, modes: [], review: { files: [] }, turns: [], forms: [], editor: { problems: 0 }, acceptsImages: false } });
    expect(await bar.isVisible()).toBe(false);
    expect(await panel.sentOf("run")).toEqual([{ type: "run", command: "editoragent.restart" }]);
  });
});
