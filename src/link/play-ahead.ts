import type { LinkEvents } from './link-events.ts';
import type { TransferRecord } from './transfer.ts';

/**
 * When `original` will have `bits` (more than it has) if nobody opens or aborts a transfer before, link seconds;
 * `Infinity` when it never will. Plays the coming events on a copy: exact where rounds of slow start are due.
 */
export function playAhead(events: LinkEvents, original: TransferRecord, bits: number): number {
  const copies = new Map<TransferRecord, TransferRecord>();
  const ahead = events.copy(copies);
  const target = copies.get(original);
  if (target === undefined) return Infinity;
  for (;;) {
    const nextSeconds = ahead.nextSeconds();
    if (target.state === 'active' && !target.isPaused) {
      const reachedSeconds = ahead.rate.secondsAtLevel(target.startLevelBits + bits);
      if (reachedSeconds <= nextSeconds) return reachedSeconds;
    }
    if (nextSeconds === Infinity) return Infinity;
    ahead.settle(nextSeconds);
    if (target.state !== 'waiting' && target.grantedBits >= bits) return nextSeconds;
  }
}
