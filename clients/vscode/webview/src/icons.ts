const space = "http://www.w3.org/2000/svg";

/** Strokes on a field of 16 by 16. */
const shapes = {
  add: "M8 3v10M3 8h10",
  archive: "M2.5 4.5h11v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2 2.5h12v2H2zM6.5 7.5h3",
  at: "M10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm0 0v1c0 1.9 3 1.6 3-1A5.5 5.5 0 1 0 11 12.6",
  check: "M3 8.5l3.2 3.2L13 4.8",
  chevron: "M6 3.5L10.5 8 6 12.5",
  circle: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z",
  close: "M4 4l8 8M12 4l-8 8",
  deny: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM4.2 4.2l7.6 7.6",
  delete: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4",
  download: "M8 2.5v7M5 7l3 3 3-3M3 13h10",
  edit: "M3 13l.7-3L11 2.7l2.3 2.3L6 12.3zM9.7 4l2.3 2.3",
  error: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM6 6l4 4M10 6l-4 4",
  execute: "M2.5 3.5h11v9h-11zM5 6.5L7 8 5 9.5M8 10h3",
  fetch: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM2.5 8h11M8 2.5c-3.3 3.2-3.3 7.8 0 11M8 2.5c3.3 3.2 3.3 7.8 0 11",
  file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
  folder: "M2.5 4h4l1.2 1.5h5.8v7h-11z",
  fork: "M5 5.5v5M5 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11 5.5c0 3-6 2-6 5",
  history: "M3 8a5 5 0 1 0 1.5-3.6L3 6M3 3v3h3M8 5.5V8l2 1.5",
  image: "M2.5 3.5h11v9h-11zM2.5 11l3-3 2.5 2.5L10.5 8l3 3M6 6.2a.8.8 0 1 1-1.6 0 .8.8 0 0 1 1.6 0z",
  info: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8 7.3v3.4M8 5.2v.4",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  move: "M2.5 8h10M9.5 5l3 3-3 3",
  other: "M10.8 2.8a3 3 0 0 0-3.9 3.8L2.8 10.7a1.8 1.8 0 0 0 2.5 2.5l4.1-4.1a3 3 0 0 0 3.8-3.9L11.4 7 9.3 6.7 9 4.6z",
  problem: "M8 2.5l6 10.5H2zM8 6.5v3M8 11v.4",
  question: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM6.3 6.5a1.7 1.7 0 1 1 2.6 1.5c-.6.4-.9.7-.9 1.3M8 10.9v.4",
  read: "M8 4.5C6.5 3.3 4.5 3 2.5 3v9c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5V3c-2 0-4 .3-5.5 1.5zM8 4.5v9",
  resource: "M8 2.5l5 2.7v5.6l-5 2.7-5-2.7V5.2zM3 5.2l5 2.8 5-2.8M8 8v5.5",
  restore: "M5.5 3L3 5.5 5.5 8M3 5.5h6.5a3.5 3.5 0 0 1 0 7H6",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2",
  selection: "M3 4h10M3 8h6M3 12h8",
  send: "M8 13V3.5M4 7.3L8 3.3l4 4",
  shield: "M8 2.5l5 1.7v3.6c0 3-2 4.9-5 5.9-3-1-5-2.9-5-5.9V4.2z",
  steer: "M3 3v4a3 3 0 0 0 3 3h7M10 7l3 3-3 3",
  stop: "M4.5 4.5h7v7h-7z",
  symbol: "M5.5 3.5c-2 0-1.5 2.5-1.5 3.3S3.5 8 2.5 8c1 0 1.5.5 1.5 1.2s-.5 3.3 1.5 3.3M10.5 3.5c2 0 1.5 2.5 1.5 3.3S12.5 8 13.5 8c-1 0-1.5.5-1.5 1.2s.5 3.3-1.5 3.3",
  think: "M8 2.5a4 4 0 0 0-2.3 7.3V12h4.6V9.8A4 4 0 0 0 8 2.5zM6.3 13.7h3.4",
  warning: "M8 2.5l6 10.5H2zM8 6.5v3M8 11v.4",
} as const;

export type IconName = keyof typeof shapes;

/** Decoration: what it means stands in words beside it or in a label. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}
