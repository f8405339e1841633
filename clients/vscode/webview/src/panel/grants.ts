import type { Grant } from "../../../exchange/bridge";
import type { Context } from "../context";
import { button, el, setText } from "../dom";
import { ago, counted } from "../text/words";
import { Sheet } from "./sheet";

/** What was allowed for longer than one call, letter by letter, and the way to take it back. */
export class Grants {
  readonly sheet = new Sheet("What is allowed", "grants");
  private readonly list = el("ul", { class: "grant-list" });
  private readonly state = el("p", { class: "faint", role: "status", tabindex: -1 });
  private request = 0;

  constructor(private readonly context: Context) {
    this.sheet.body.append(el("p", { class: "faint" }, "These run without a question until you take them back. Deny rules always hold."), this.state, this.list);
  }

  open(): void {
    setText(this.state, "Reading…");
    this.list.replaceChildren();
    this.sheet.open(this.state);
    this.context.host.post({ type: "listGrants", request: ++this.request });
  }

  show(request: number, grants: readonly Grant[]): void {
    if (request !== this.request) {
      return;
    }

    setText(this.state, grants.length === 0 ? "Nothing is allowed for good." : counted(grants.length, "grant"));
    this.list.replaceChildren(...grants.map((grant) => this.row(grant)));
  }

  private row(grant: Grant): HTMLElement {
    const { grantId } = grant;
    const detail = [grantId === undefined ? "for this session" : "in this workspace", grant.grantedAt === undefined ? "" : ago(grant.grantedAt, Date.now()), grant.files === undefined || grant.files === 0 ? "" : `rests on ${counted(grant.files, "file")}`].filter((text) => text !== "").join(" · ");
    const row = el("li", { class: "grant-row" },
      el("div", { class: "grant-words" }, el("code", { class: "exact-inline" }, grant.pattern), el("span", { class: "faint" }, detail)),
      grantId !== undefined && button("Revoke", () => {
        this.context.host.post({ type: "revokeGrant", grantId });
        row.remove();
        this.state.focus();
        this.context.announcer.say(`Revoked ${grant.pattern}`);
      }, { class: "small secondary", "aria-label": `Revoke ${grant.pattern}`, "data-grant-id": grantId }));
    return row;
  }
}
