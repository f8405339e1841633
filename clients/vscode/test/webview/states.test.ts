import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { states } from "./conversations";
import { bundle, launch, PanelPage, themes, whyNot, type Bundle } from "./page";

const deadline = 120_000;

describe.skipIf(whyNot !== undefined)("every state in every theme", () => {
  let browser: Browser;
  let built: Bundle;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), bundle()]);
  }, deadline);
  afterAll(() => browser?.close());

  for (const theme of themes) {
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
