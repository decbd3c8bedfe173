/** A transfer as the forecast sees it: the service level (bits) at which it completes, once active. */
export interface ForecastTransfer {
  readonly sizeBits: number;
  readonly activeSeconds: number;
  readonly endLevelBits: number;
}

/** The state of a link at its last event, and the two questions about its trace. */
export interface ForecastStart<T extends ForecastTransfer> {
  readonly atSeconds: number;
  readonly levelBits: number;
  readonly active: readonly T[];
  readonly waiting: readonly T[];
  bitsBetween(fromSeconds: number, toSeconds: number): number;
  secondsWhenThrough(fromSeconds: number, bits: number): number;
}

/**
 * When `target` will have `bits` (1..its size) if nobody opens or aborts a transfer before, link seconds;
 * `Infinity` when it never will. Plays the coming events on copies, so the link itself does not move.
 */
export function forecastGrant<T extends ForecastTransfer>(start: ForecastStart<T>, target: T, bits: number): number {
  const endLevels = new Map<T, number>(start.active.map((transfer) => [transfer, transfer.endLevelBits]));
  const pending = [...start.waiting].sort((a, b) => a.activeSeconds - b.activeSeconds);
  let { atSeconds, levelBits } = start;
  for (;;) {
    const targetEnd = endLevels.get(target);
    const goalLevel = targetEnd === undefined ? Infinity : targetEnd - target.sizeBits + bits;
    let nextLevel = goalLevel;
    for (const endLevel of endLevels.values()) nextLevel = Math.min(nextLevel, endLevel);
    const count = endLevels.size;
    const reached = count === 0 ? Infinity : start.secondsWhenThrough(atSeconds, (nextLevel - levelBits) * count);
    const arrival = pending[0];
    if (reached <= (arrival?.activeSeconds ?? Infinity)) {
      if (reached === Infinity || nextLevel >= goalLevel) return reached;
      for (const [transfer, endLevel] of endLevels) if (endLevel <= nextLevel) endLevels.delete(transfer);
      atSeconds = reached;
      levelBits = nextLevel;
    } else if (arrival !== undefined) {
      if (count > 0) levelBits += start.bitsBetween(atSeconds, arrival.activeSeconds) / count;
      atSeconds = arrival.activeSeconds;
      pending.shift();
      endLevels.set(arrival, levelBits + arrival.sizeBits);
    }
  }
}
