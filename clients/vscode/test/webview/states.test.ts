import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversation, shown, states } from "./conversations";
import { bundle, launch, PanelPage, themes, whyNot, type Bundle } from "./page";

const deadline = 120_000;

// Skipped only where there is no Chromium, which the run says; CI has one.
describe.skipIf(whyNot !== undefined)("every state in every theme", () => {
  let browser: Browser;
  let built: Bundle;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), bundle()]);
  }, deadline);
  afterAll(() => browser?.close());

  for (const theme of themes) {
    it(`has nothing for axe to find in its pages, menus and lists: ${theme}`, async () => {
      const panel = await PanelPage.open(browser, built, { theme, width: 320 });
      const found: string[] = [];
      const look = async (name: string): Promise<void> => {
        await panel.shoot(`${name}-${theme}`);
        found.push(...(await panel.violations()).map((problem) => `${name}: ${problem}`));
      };
      await panel.send(shown(conversation));
      await panel.page.getByTestId("menu").click();
      await look("menu");
      await panel.page.keyboard.press("Enter");
      await panel.send({ type: "grants", request: 1, grants: [{ grantId: "g1", pattern: "shell(dotnet test)", grantedAt: "2026-11-20T10:00:00Z", files: 4 }, { pattern: "edit(src/**)" }] });
      await look("grants");
      await panel.page.keyboard.press("Escape");
      await panel.page.getByTestId("open-history").click();
      await panel.send({ type: "sessions", request: 1, isPartial: true, sessions: [{ sessionId: "s1", title: "Discounts in the cart", updatedAt: "2026-11-20T10:00:00Z", turns: 3, snippet: "… the total of the cart …", isCurrent: true }, { sessionId: "s2", title: "Rounding", updatedAt: "2026-11-01T10:00:00Z", isCurrent: false }] });
      await panel.page.locator(".history-row").last().hover();
      await look("history");
      await panel.page.getByRole("button", { name: "Delete Rounding" }).click();
      await look("delete");
      expect(await panel.page.evaluate(() => document.querySelector(".sheet-body")?.scrollWidth)).toBeLessThanOrEqual(320);
      await panel.page.keyboard.press("Escape");
      await panel.page.keyboard.press("Escape");
      await panel.page.getByTestId("composer").fill("/");
      await look("commands");
      await panel.close();
      expect([...found, ...panel.problems]).toEqual([]);
    }, deadline);

    it(`has nothing for axe to find, and breaks no rule of its content security policy: ${theme}`, async () => {
      const found: string[] = [];
      for (const [name, messages] of Object.entries(states)) {
        const panel = await PanelPage.open(browser, built, { theme, width: theme.endsWith("2026") ? 290 : 420 });
        await panel.send(...messages);
        await panel.shoot(`${name}-${theme}`);
        // Tall enough that nothing is left undrawn below an edge.
        await panel.page.setViewportSize({ width: panel.page.viewportSize()?.width ?? 420, height: 2_600 });
        await panel.armed();
        await panel.shoot(`${name}-${theme}-whole`);
        const violations = await panel.violations();
        found.push(...[...violations, ...panel.problems].map((problem) => `${name}: ${problem}`));
        await panel.close();
      }

      expect(found).toEqual([]);
    }, deadline);
  }
});
