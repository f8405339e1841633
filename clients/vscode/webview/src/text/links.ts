const web = /^https?:\/\/[^\s/?#]+/i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;

/** Only what the extension host would open: web addresses, and paths, which it checks against the workspace. `command:`, `javascript:`, `data:` and the like stay text. */
export function isOpenable(href: string): boolean {
  if (href.length === 0 || href.length > 2_000 || /[\u0000-\u001f\u007f]/.test(href) || href.startsWith("//") || href.startsWith("\\\\")) {
    return false;
  }

  return web.test(href) || /^file:\/\/\//i.test(href) || /^[a-z]:[\\/]/i.test(href) || !scheme.test(decoded(href));
}

/** The host of a web address, for a user who must see where it leads. */
export function hostOf(href: string): string | undefined {
  try {
    const url = new URL(href);
    return url.protocol === "https:" || url.protocol === "http:" ? url.host : undefined;
  } catch {
    return undefined;
  }
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
