/** A planned failure: what requests it meets and what happens to them. */
export interface Fault {
  /** Meets requests whose path (after the session) contains this text. */
  readonly pathIncludes: string;
  /** Answer with this status instead, 400..599. */
  readonly status?: number;
  /** How many requests it meets, >= 1. Default: every one. */
  readonly times?: number;
  /** Break the connection after this many body bytes, >= 0. */
  readonly dropAfterBytes?: number;
  /** Think this long before the first byte, seconds, 0..60, on top of the round trip. */
  readonly delaySeconds?: number;
}

/** Picks the fault a request meets and counts how often each was used. */
export class FaultPlan {
  private readonly faults: readonly Fault[];
  private readonly used: number[];

  constructor(faults: readonly Fault[]) {
    this.faults = faults;
    this.used = faults.map(() => 0);
  }

  /** The first fault that still applies to a path; asking counts as a use. */
  take(contentPath: string): Fault | undefined {
    for (const [i, fault] of this.faults.entries()) {
      const used = this.used[i] as number;
      if (!contentPath.includes(fault.pathIncludes) || used >= (fault.times ?? Infinity)) continue;
      this.used[i] = used + 1;
      return fault;
    }
    return undefined;
  }
}
