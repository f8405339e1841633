/** Where the sidecar's executable comes from. */
export interface Places {
  /** `EDITORAGENT_SERVER` of the editor's own environment. */
  readonly environment: string | undefined;
  /** The setting `editoragent.server.path`, of the user only: a workspace never names a program. */
  readonly setting: string | undefined;
  /** What comes with the extension, if it does. */
  readonly bundled: string;
  /** Restricted Mode: nothing but the bundled executable. */
  readonly isRestricted: boolean;
  readonly exists: (path: string) => boolean;
  readonly isAbsolute: (path: string) => boolean;
}

export type Location = { readonly path: string; readonly source: "environment" | "setting" | "bundled" } | { readonly problem: string };

/** Finds the executable: environment before setting before what is bundled. A place that was named and holds nothing is told, not skipped. */
export function locate(places: Places): Location {
  const named = places.isRestricted ? [] : ([["environment", places.environment], ["setting", places.setting]] as const);
  for (const [source, path] of named) {
    if (path === undefined || path.trim() === "") {
      continue;
    }

    const what = source === "environment" ? "The variable EDITORAGENT_SERVER" : "The setting editoragent.server.path";
    if (!places.isAbsolute(path)) {
      return { problem: `${what} must be an absolute path, not "${path}". Nothing was started.` };
    }

    return places.exists(path) ? { path, source } : { problem: `${what} names ${path}, and there is no such file. Nothing was started.` };
  }

  return places.exists(places.bundled)
    ? { path: places.bundled, source: "bundled" }
    : {
        problem: places.isRestricted
          ? "This extension comes without the editor-agent executable for this machine, and in Restricted Mode no other is started."
          : "This extension comes without the editor-agent executable for this machine. Build it and set editoragent.server.path.",
      };
}
