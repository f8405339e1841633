import type { PanelView, SessionHead } from "../../exchange/bridge";
import type { Snapshot } from "../../exchange/transcript";
import type { Announcer } from "./announce";
import type { Host } from "./host";

/** What every part of the panel may use. */
export interface Context {
  readonly host: Host;
  readonly announcer: Announcer;
  view(): PanelView;
  session(): SessionHead;
  snapshot(): Snapshot;
  focusComposer(): void;
}
