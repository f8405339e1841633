import { isAbsolute, relative, resolve } from "node:path";

export type Link = { readonly kind: "web"; readonly url: string } | { readonly kind: "file"; readonly path: string; readonly line?: number } | { readonly kind: "refused"; readonly reason: string };

/** What a click on a link of the panel opens: web addresses, and files of the workspace. Never a command, never anything else. */
export function linkOf(href: string, directories: readonly string[]): Link {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") {
    return URL.canParse(href) ? { kind: "web", url: new URL(href).href } : { kind: "refused", reason: "This address cannot be read." };
  }

  if (scheme !== undefined && scheme !== "file" && !/^[a-z]:[\\/]/i.test(href)) {
    return { kind: "refused", reason: `Links to ${scheme}: are not opened.` };
  }

  const { path, line } = placeOf(href);
  const inside = path === undefined ? undefined : insideOf(path, directories);
  return inside === undefined ? { kind: "refused", reason: "Only files of this workspace are opened." } : { kind: "file", path: inside, ...(line === undefined ? {} : { line }) };
}

/** The absolute path when it lies inside one of the directories; what is relative is looked for in the first. */
export function insideOf(path: string, directories: readonly string[]): string | undefined {
  const whole = isAbsolute(path) ? resolve(path) : directories[0] === undefined ? undefined : resolve(directories[0], path);
  return directories.some((directory) => whole !== undefined && !leaves(relative(directory, whole))) ? whole : undefined;
}

function leaves(way: string): boolean {
  return way === ".." || way.startsWith("../") || way.startsWith("..\\") || isAbsolute(way);
}

function placeOf(href: string): { readonly path: string | undefined; readonly line?: number } {
  const [whole, fragment] = href.split("#", 2) as [string, string?];
  const [, bare, after] = /^(.*?)(?::(\d+)(?::\d+)?)?$/s.exec(decoded(whole)) ?? [];
  const line = Number(/^L(\d+)/.exec(fragment ?? "")?.[1] ?? after);
  return { path: bare, ...(Number.isSafeInteger(line) && line > 0 ? { line } : {}) };
}

function decoded(href: string): string {
  try {
    return href.startsWith("file://") ? decodeURIComponent(new URL(href).pathname).replace(/^\/([a-z]:)/i, "$1") : decodeURIComponent(href);
  } catch {
    return href;
  }
}
