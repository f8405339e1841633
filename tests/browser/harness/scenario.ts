import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import assert from "node:assert/strict";
import { Editor, type EditorOptions } from "./editor.ts";
import { Model } from "./model.ts";
import { artifacts } from "./places.ts";
import { Workbench } from "./workbench.ts";

export interface Scene {
  readonly editor: Editor;
  readonly model: Model;
  readonly workbench: Workbench;
}

/** A user's story in a window of its own. What it leaves when it fails: a picture and the server's log. */
export function scenario(name: string, script: string, options: Omit<EditorOptions, "model">, story: (scene: Scene) => Promise<void>): void {
  test(name, { timeout: 300_000 }, async () => {
    mkdirSync(artifacts, { recursive: true });
    const model = await Model.start(script);
    const editor = await Editor.start({ ...options, model });
    const workbench = await Workbench.open(editor);
    try {
      await story({ editor, model, workbench });
      assert.deepEqual(workbench.unknownHosts, [], "hosts outside this machine were asked for");
    } catch (error) {
      const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      await workbench.picture(`failed-${file}`).catch(() => undefined);
      writeFileSync(join(artifacts, `failed-${file}.log`), editor.log);
      throw error;
    } finally {
      await workbench.close();
      await editor.stop();
      await model.stop();
    }
  });
}
