import MarkdownIt from "markdown-it";
import { highlight } from "./highlight";
import { isOpenable } from "./links";

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false, typographer: false });
const { escapeHtml } = markdown.utils;

type Attribute = string | number | null | undefined;

markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = isOpenable;

const rules = markdown.renderer.rules;
// No address is ever in an href: the document follows no link, it asks the extension host to.
rules.link_open = (tokens, index) => openTag(tokens[index]?.attrGet("href"));
rules.link_close = () => "</span>";
// Pictures of strangers are not fetched: drawing one would tell its server that, and what, was read.
rules.image = (tokens, index) => {
  const token = tokens[index];
  const href = String(token?.attrGet("src") ?? "");
  const label = escapeHtml(token?.content || href);
  return isOpenable(href) ? `${openTag(href)}${label}</span>` : label;
};
rules.fence = (tokens, index) => codeBlock(tokens[index]?.content ?? "", (tokens[index]?.info ?? "").trim().split(/\s+/)[0] ?? "");
rules.code_block = (tokens, index) => codeBlock(tokens[index]?.content ?? "", "");
rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
rules.table_close = () => "</table></div>";
rules.th_open = (tokens, index) => cell("th", tokens[index]?.attrGet("style"));
rules.td_open = (tokens, index) => cell("td", tokens[index]?.attrGet("style"));
// The panel has headings of its own; those of a message stand below them.
rules.heading_open = (tokens, index) => `<div class="heading ${tokens[index]?.tag ?? ""}" role="heading" aria-level="${Math.min(6, Number(tokens[index]?.tag.slice(1)) + 2)}">`;
rules.heading_close = () => "</div>";

/** The message as HTML, one string for each block on the top level: what has not changed between two frames is not drawn again. */
export function renderBlocks(text: string): readonly string[] {
  const env = {};
  const tokens = markdown.parse(text, env);
  const blocks: string[] = [];
  let depth = 0;
  let start = 0;
  tokens.forEach((token, index) => {
    depth += token.nesting;
    if (depth === 0) {
      blocks.push(markdown.renderer.render(tokens.slice(start, index + 1), markdown.options, env));
      start = index + 1;
    }
  });
  return blocks;
}

function openTag(href: Attribute): string {
  const address = escapeHtml(String(href ?? ""));
  return `<span class="link" role="link" tabindex="0" data-href="${address}" title="${address}">`;
}

function codeBlock(code: string, language: string): string {
  const label = escapeHtml(language);
  const copy = `<button type="button" class="quiet copy" data-act="copy" aria-label="Copy code${label === "" ? "" : ` (${label})`}">Copy</button>`;
  return `<div class="code"><div class="code-head"><span class="language">${label}</span>${copy}</div><pre tabindex="0" role="group" aria-label="Code"><code>${coloured(code, language)}</code></pre></div>`;
}

function coloured(code: string, language: string): string {
  return highlight(code.replace(/\n$/, ""), language)
    .map(({ kind, text }) => (kind === "plain" ? escapeHtml(text) : `<span class="hl-${kind}">${escapeHtml(text)}</span>`))
    .join("");
}

function cell(tag: "th" | "td", style: Attribute): string {
  const side = /text-align:(left|center|right)/.exec(String(style ?? ""))?.[1];
  return side === undefined ? `<${tag}>` : `<${tag} class="align-${side}">`;
}
