export function duration(ms: number): string {
  if (ms < 1_000) {
    return `${Math.max(0, Math.round(ms))} ms`;
  }

  const seconds = ms / 1_000;
  if (seconds < 60) {
    return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  }

  return seconds < 3_600 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${Math.floor(seconds / 3_600)} h ${Math.round((seconds % 3_600) / 60)} min`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** "3 min ago"; a date once it is older than a week. */
export function ago(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) {
    return "";
  }

  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) {
    return "just now";
  }

  if (minutes < 60) {
    return `${minutes} min ago`;
  }

  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return `${counted(hours, "hour")} ago`;
  }

  const days = Math.floor(hours / 24);
  return days < 8 ? `${counted(days, "day")} ago` : new Date(then).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
}

/** The last name of a path, and what stands before it. */
export function nameAndFolder(path: string): { readonly name: string; readonly folder: string } {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return { name: path.slice(at + 1), folder: at < 0 ? "" : path.slice(0, at) };
}

/** Takes the fence off a text that is one block of code and nothing else; anything other is given back as it is. */
export function withoutFence(text: string): string {
  const [fence = "", ...lines] = text.split("\n");
  const isWhole = /^`{3,}$/.test(fence) && lines.length >= 1 && lines.at(-1) === fence && !lines.slice(0, -1).some((line) => line.includes(fence));
  return isWhole ? lines.slice(0, -1).join("\n") : text;
}
