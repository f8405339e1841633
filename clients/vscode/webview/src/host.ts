import type { FromPanel } from "../../exchange/bridge";

interface CodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): CodeApi;

/** What the document keeps for itself while the view is hidden. The conversation is not in it: the host has that. */
export interface PanelState {
  readonly draft: string;
  /** The item at the top edge, and how much of it is above; absent while the end is followed. */
  readonly scroll?: { readonly key: string; readonly offset: number };
  /** Of each thing that the user opened or closed. */
  readonly folds: Readonly<Record<string, boolean>>;
  readonly sessionId: string;
}

const fresh: PanelState = { draft: "", folds: {}, sessionId: "" };
const mostFolds = 500;

/** The one way out of the document. */
export class Host {
  private readonly api = acquireVsCodeApi();
  private kept: PanelState = { ...fresh, ...(this.api.getState() as PanelState | undefined) };

  get state(): PanelState {
    return this.kept;
  }

  post(message: FromPanel): void {
    this.api.postMessage(message);
  }

  keep(change: Partial<PanelState>): void {
    this.kept = { ...this.kept, ...change };
    this.api.setState(this.kept);
  }

  forgetScroll(): void {
    const { scroll: _, ...rest } = this.kept;
    this.kept = rest;
    this.api.setState(this.kept);
  }

  isOpen(fold: string, byDefault: boolean): boolean {
    return this.kept.folds[fold] ?? byDefault;
  }

  keepFold(fold: string, isOpen: boolean): void {
    const { [fold]: _, ...others } = this.kept.folds;
    this.keep({ folds: Object.fromEntries([...Object.entries(others).slice(1 - mostFolds), [fold, isOpen]]) });
  }
}
