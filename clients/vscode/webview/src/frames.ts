/** Work that is done once before the next paint, however often it is asked for. Hidden documents get no frames, so a timer stands in. */
export class NextFrame {
  private handle: number | undefined;
  private isTimer = false;

  constructor(private readonly work: () => void) {}

  ask(): void {
    if (this.handle !== undefined) {
      return;
    }

    const run = (): void => {
      this.handle = undefined;
      this.work();
    };
    this.isTimer = document.visibilityState === "hidden";
    this.handle = this.isTimer ? window.setTimeout(run, 100) : requestAnimationFrame(run);
  }

  now(): void {
    if (this.handle !== undefined) {
      (this.isTimer ? clearTimeout : cancelAnimationFrame)(this.handle);
      this.handle = undefined;
    }

    this.work();
  }
}
