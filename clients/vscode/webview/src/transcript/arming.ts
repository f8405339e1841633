/**
 * Whether an answer is taken: only after the buttons have been in sight, and in the same place, for a while. So no key or click that was
 * meant for what stood there before answers a question.
 */
export class Arming {
  private readonly sight: IntersectionObserver;
  private timer: number | undefined;
  private isSeen = false;
  private isArmed = false;
  /** Where the buttons stood when the time began. */
  private top = 0;
  private readonly onVisibility = (): void => this.restart();

  constructor(
    private readonly buttons: HTMLElement,
    private readonly afterMs: number,
    private readonly changed: (isArmed: boolean) => void,
  ) {
    this.sight = new IntersectionObserver((entries) => {
      this.isSeen = entries.at(-1)?.isIntersecting ?? false;
      this.restart();
    });
    this.sight.observe(buttons);
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  get armed(): boolean {
    return this.isArmed;
  }

  /** To be called when the transcript was drawn: a question that was pushed elsewhere is not the one that was looked at. */
  stood(): void {
    if (!this.isSeen) {
      return;
    }

    const { top } = this.buttons.getBoundingClientRect();
    if (Math.abs(top - this.top) > 4) {
      this.restart();
    }
  }

  dispose(): void {
    this.sight.disconnect();
    document.removeEventListener("visibilitychange", this.onVisibility);
    clearTimeout(this.timer);
    this.isArmed = false;
  }

  private restart(): void {
    clearTimeout(this.timer);
    this.set(false);
    this.top = this.buttons.getBoundingClientRect().top;
    if (this.isSeen && document.visibilityState === "visible") {
      this.timer = window.setTimeout(() => this.set(true), this.afterMs);
    }
  }

  private set(isArmed: boolean): void {
    this.isArmed = isArmed;
    this.changed(isArmed);
  }
}
