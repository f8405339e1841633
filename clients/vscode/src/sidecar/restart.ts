/** When a sidecar that ended is started again. Pure; who uses it owns the clock. */
export class RestartPolicy {
  private ends: number[] = [];

  /** @param calm A sidecar that lived so long (ms) starts with a clean slate. @param most Ends in a row after which only the user starts it. */
  constructor(
    private readonly calm = 60_000,
    private readonly most = 5,
  ) {}

  /** Milliseconds to wait, or undefined when it should be left to the user. */
  afterEnd(startedAt: number, endedAt: number): number | undefined {
    if (endedAt - startedAt >= this.calm) {
      this.ends = [];
    }

    this.ends.push(endedAt);
    return this.ends.length > this.most ? undefined : Math.min(500 * 2 ** (this.ends.length - 1), 8_000);
  }

  /** The user asked for it. */
  reset(): void {
    this.ends = [];
  }
}
