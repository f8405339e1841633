import type { ToPanel } from "../../exchange/bridge";
import { Panel } from "./panel";

const panel = new Panel(document.getElementById("root") ?? document.body);

// Only the editor's own frame around this document speaks to it.
window.addEventListener("message", (event: MessageEvent<ToPanel>) => {
  if (typeof event.data === "object" && event.data !== null && "type" in event.data) {
    panel.receive(event.data);
  }
});
panel.host.post({ type: "ready" });
