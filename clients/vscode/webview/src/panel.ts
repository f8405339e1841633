import type { PanelView, SessionHead, ToPanel } from "../../exchange/bridge";
import { Transcript, type Snapshot } from "../../exchange/transcript";
import { Announcer } from "./announce";
import { Composer } from "./composer/composer";
import type { Context } from "./context";
import { el } from "./dom";
import { NextFrame } from "./frames";
import { Host } from "./host";
import { ConnectionBar } from "./panel/connection";
import { Forms } from "./panel/forms";
import { Grants } from "./panel/grants";
import { Head } from "./panel/head";
import { History } from "./panel/history";
import { Plan } from "./panel/plan";
import { ReviewBar } from "./panel/review";
import { Welcome } from "./panel/welcome";
import { openApprovals } from "./transcript/approval";
import { TranscriptList } from "./transcript/list";
import { serveMarkdown } from "./transcript/markdownBody";

const nothing: PanelView = { connection: { state: "starting" }, modes: [], review: { files: [] }, turns: [], forms: [], editor: { problems: 0 }, acceptsImages: false };

/** The document: folds what the host says into the transcript, and hands each part what it shows. */
export class Panel implements Context {
  readonly host = new Host();
  readonly announcer = new Announcer();
  private transcript = new Transcript();
  private head: SessionHead = { sessionId: "" };
  private state: PanelView = nothing;
  private readonly composer = new Composer(this, () => this.list.toEnd());
  private readonly history = new History(this);
  private readonly grants = new Grants(this);
  private readonly top = new Head(this, { history: () => this.history.open(), grants: () => this.grants.open() });
  private readonly plan = new Plan(this);
  private readonly forms = new Forms(this);
  private readonly review = new ReviewBar(this);
  private readonly connection = new ConnectionBar(this);
  private readonly welcome = new Welcome(this, (text) => this.composer.write(text));
  private readonly list = new TranscriptList(this, this.welcome.element);
  private readonly main: HTMLElement;
  private readonly around = new NextFrame(() => this.drawAround());

  constructor(root: HTMLElement) {
    this.main = el("main", { class: "main" }, this.connection.element, this.plan.element, this.list.element, el("div", { class: "bottom" }, this.forms.element, this.review.element, this.composer.element));
    root.append(el("div", { class: "panel" }, this.top.element, this.main, this.history.sheet.element, this.grants.sheet.element), this.announcer.element);
    serveMarkdown(this.list.element, (href) => this.host.post({ type: "openLink", href }), (text) => this.host.post({ type: "copy", text }));
    document.addEventListener("keydown", (event) => this.key(event));
    this.draw();
  }

  view(): PanelView {
    return this.state;
  }

  session(): SessionHead {
    return this.head;
  }

  snapshot(): Snapshot {
    return this.transcript.snapshot;
  }

  focusComposer(): void {
    this.composer.focus();
  }

  receive(message: ToPanel): void {
    switch (message.type) {
      case "snapshot":
        return this.read(message.session, message.snapshot, message.view);
      case "events":
        return this.fold(message);
      case "view":
        this.state = message.view;
        this.draw();
        return;
      case "mentions":
        return this.composer.mentionsFound(message.request, message.items);
      case "sessions":
        return this.history.show(message.request, message.sessions, message.isPartial);
      case "grants":
        return this.grants.show(message.request, message.grants);
      case "attached":
        return this.composer.attach(message.attachment);
      case "draft":
        return this.composer.write(message.text);
      case "focus":
        this.closeSheets();
        return message.what === "composer" ? this.composer.focus() : this.goToQuestion();
    }
  }

  private read(session: SessionHead, snapshot: Snapshot, view: PanelView): void {
    this.head = session;
    this.state = view;
    this.transcript = new Transcript(snapshot);
    if (this.host.state.sessionId !== session.sessionId) {
      // A draft belongs to the user, where one had read and what was folded to the conversation.
      this.host.keep({ sessionId: session.sessionId, folds: {} });
      this.host.forgetScroll();
    }

    this.list.reset(this.transcript.snapshot);
    this.draw();
  }

  private fold(message: Extract<ToPanel, { type: "events" }>): void {
    const before = this.transcript.snapshot;
    // Events of another conversation are in no picture of ours. A gap is mended by asking for the whole again.
    if (message.sessionId !== this.head.sessionId) {
      return;
    }

    if (message.from > before.sequence + 1) {
      this.host.post({ type: "ready" });
      return;
    }

    // What the snapshot has already is passed over.
    const events = message.events.slice(before.sequence + 1 - message.from);
    const keys = events.flatMap((event) => this.transcript.apply(event));
    const { snapshot } = this.transcript;
    if (before.turn === "running" && snapshot.turn === "idle") {
      this.announcer.say("The turn ended.");
    }

    this.list.changed(snapshot, keys);
    this.around.ask();
  }

  private draw(): void {
    this.connection.update(this.state.connection);
    this.review.update(this.state);
    this.forms.update(this.state.forms);
    this.list.refresh();
    this.around.now();
  }

  private drawAround(): void {
    const { snapshot } = this.transcript;
    this.top.update(snapshot.title ?? this.head.title);
    this.plan.update(snapshot.plan);
    this.welcome.update(snapshot.items.length === 0);
    this.composer.update(this.state, snapshot);
    this.main.dataset.turn = snapshot.turn;
  }

  private closeSheets(): void {
    this.history.sheet.close();
    this.grants.sheet.close();
  }

  /** From one open question to the next. */
  private goToQuestion(): void {
    const stops: readonly { readonly element: Element; focus(): void }[] = [...openApprovals(), ...this.forms.headings.map((heading) => ({ element: heading.parentElement ?? heading, focus: () => heading.focus() }))];
    const at = stops.findIndex((stop) => stop.element.contains(document.activeElement));
    stops[(at + 1) % stops.length]?.focus();
  }

  private key(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if ((event.key === "F6" && isPlain && !event.altKey) || (event.altKey && isPlain && event.code === "KeyA")) {
      if (openApprovals().length + this.forms.headings.length > 0) {
        event.preventDefault();
        event.stopPropagation();
        this.closeSheets();
        this.goToQuestion();
      }
    } else if (event.key === "Escape" && isPlain && !event.altKey && !event.defaultPrevented && this.composer.stop()) {
      event.preventDefault();
    }
  }
}
