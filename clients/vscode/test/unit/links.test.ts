import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, panelHtml } from "../../src/chat/html";
import { insideOf, linkOf } from "../../src/chat/links";

const directories = ["/home/me/app", "/home/me/lib"];

describe("a link of the panel", () => {
  it.each([
    ["https://example.com/a?b=c", { kind: "web", url: "https://example.com/a?b=c" }],
    ["http://127.0.0.1:80/", { kind: "web", url: "http://127.0.0.1/" }],
    ["src/a.cs", { kind: "file", path: "/home/me/app/src/a.cs" }],
    ["src/a.cs:12", { kind: "file", path: "/home/me/app/src/a.cs", line: 12 }],
    ["src/a.cs:12:5", { kind: "file", path: "/home/me/app/src/a.cs", line: 12 }],
    ["src/a%20b.cs#L7-9", { kind: "file", path: "/home/me/app/src/a b.cs", line: 7 }],
    ["/home/me/lib/b.cs", { kind: "file", path: "/home/me/lib/b.cs" }],
    ["file:///home/me/lib/b.cs#L3", { kind: "file", path: "/home/me/lib/b.cs", line: 3 }],
  ])("opens %s", (href, link) => expect(linkOf(href, directories)).toEqual(link));

  it.each([
    "command:workbench.action.terminal.new",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "vscode://settings",
    "vscode-insiders://x",
    "mailto:a@b.c",
    "/etc/passwd",
    "../secret.txt",
    "src/../../secret.txt",
    "%2e%2e/secret.txt",
    "file:///etc/passwd",
    "/home/me/application/a.cs",
    "https:",
  ])("does not open %s", (href) => expect(linkOf(href, directories).kind).toBe("refused"));

  it("finds nothing where no folder is open", () => expect(linkOf("a.cs", []).kind).toBe("refused"));

  it("takes a directory itself as inside", () => expect(insideOf("/home/me/app", directories)).toBe("/home/me/app"));
});

describe("the panel's document", () => {
  const html = panelHtml({ cspSource: "https://host", nonce: "N0nce", script: "https://host/webview.js", style: "https://host/webview.css" });

  it("may load nothing but its own script and style", () => {
    expect(contentSecurityPolicy("S", "N")).toBe("default-src 'none'; img-src S data:; font-src S; style-src S; script-src 'nonce-N'");
    expect(html).toContain(contentSecurityPolicy("https://host", "N0nce"));
    expect(html).not.toMatch(/unsafe|connect-src|\son\w+=|style="/);
  });

  it("has exactly one script, with the nonce", () => expect(html.match(/<script[^>]*>/g)).toEqual(['<script nonce="N0nce" src="https://host/webview.js">']));
});
