/**
 * Sessions for managers that may never play. Shaka builds a throw-away manager for every HLS load and every preload;
 * it borrows the session that the next playing manager will claim, and emits nothing through it but faults. So one
 * load is one session, and both share an engine.
 */
import type { Decision } from '../../engine/index.ts';
import type { AbrSession, Plugin } from '../shared/index.ts';
import type { ShakaVariant } from './contract.ts';

/** First variant picked by a throw-away manager; Shaka plays it whatever the playing manager picks. */
export interface PreloadPick {
  readonly variant: ShakaVariant;
  readonly decision: Decision;
}

export interface SessionPool {
  /** The session of the load to come. */
  borrow(): AbrSession;
  /** The same, and the next `borrow()` gets another. */
  claim(): AbrSession;
  rememberPick(pick: PreloadPick): void;
  /** The latest pick if it is one of `variants`; hands it out once. */
  takePick(variants: readonly ShakaVariant[]): PreloadPick | undefined;
}

/** Picks kept: preloads that were never played would pile up. */
const MAX_PICKS = 8;

export function createSessionPool(plugin: Plugin): SessionPool {
  let waiting: AbrSession | undefined;
  let picks: readonly PreloadPick[] = [];
  const borrow = (): AbrSession => {
    waiting ??= plugin.openSession();
    return waiting;
  };
  return {
    borrow,
    claim() {
      const session = borrow();
      waiting = undefined;
      return session;
    },
    rememberPick(pick) {
      picks = [pick, ...picks].slice(0, MAX_PICKS);
    },
    takePick(variants) {
      const pick = picks.find(({ variant }) => variants.includes(variant));
      picks = picks.filter((other) => other !== pick);
      return pick;
    },
  };
}
