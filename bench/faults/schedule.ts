/** One session's misfortunes, drawn from a seed: the same for every player and rule. */
import { createRandomStream } from 'evenkeel/link';
import type { Fault } from '../../demo/origin/core/index.ts';
import { FILM_SECONDS, type Variant } from './content.ts';
import { KINDS, type Kind, type KindId } from './kinds.ts';

/** Something that happens in the page. */
export type Action = { readonly atSeconds: number } & (
  | { readonly type: 'block'; readonly seconds: number }
  /** Memory for so much media ahead of the playhead, for a while. */
  | { readonly type: 'quota'; readonly aheadSeconds: number; readonly seconds: number }
  /** The application takes levels away: the upper ones, or all but one. */
  | { readonly type: 'remove-levels'; readonly keep: 'low' | 'one' }
  /** The application loads the same film with another ladder; `hlsOnly` where DASH has a manifest that changes by itself. */
  | { readonly type: 'load'; readonly variant: Variant; readonly hlsOnly: boolean }
  | { readonly type: 'seek'; readonly toSeconds: number }
  | { readonly type: 'destroy' }
);

/** What one kind adds to a schedule. */
export interface Misfortune {
  /** Of host a, in link seconds. */
  readonly faults?: readonly Fault[];
  readonly actions?: readonly Action[];
  readonly variant?: Variant;
}

export interface Schedule {
  readonly seed: number;
  readonly kind: KindId;
  readonly also: readonly KindId[];
  /** Normal form of a trace: milliseconds, kbit/s. */
  readonly samples: readonly (readonly [number, number])[];
  readonly rttSeconds: number;
  readonly variant: Variant | undefined;
  readonly faults: readonly Fault[];
  readonly actions: readonly Action[];
  /** The application answers fatal media errors as the manual says. */
  readonly recovers: boolean;
  /** Shaka plays DASH or HLS. */
  readonly isDash: boolean;
}

/** Random choices with names. */
export interface Lots {
  /** In [from, to). */
  between(from: number, to: number): number;
  whole(from: number, to: number): number;
  chance(share: number): boolean;
  oneOf<Item>(items: readonly Item[]): Item;
}

export function drawLots(seed: number): Lots {
  const { uniform } = createRandomStream(Math.imul(seed + 1, 0x9e3779b1));
  const between = (from: number, to: number): number => from + uniform() * (to - from);
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1));
  return {
    between,
    whole,
    chance: (share) => uniform() < share,
    oneOf: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
  };
}

/** A link that wanders between 0.4 and 9 Mbit/s, in steps of 4 to 20 s. */
function drawNetwork(lots: Lots): [number, number][] {
  const samples: [number, number][] = [];
  let kbps = Math.exp(lots.between(Math.log(800), Math.log(7000)));
  for (let i = 0; i < 30; i++) {
    samples.push([Math.round(lots.between(4000, 20_000)), Math.round(kbps)]);
    kbps = Math.min(9000, Math.max(400, kbps * Math.exp(lots.between(-1, 1))));
  }
  return samples;
}

/** Seeds run through the kinds in turn; about one schedule in three has a second kind. */
export function drawSchedule(seed: number, only?: readonly KindId[]): Schedule {
  const lots = drawLots(seed);
  const kinds = only?.length ? KINDS.filter(({ id }) => only.includes(id)) : KINDS;
  const kind = kinds[seed % kinds.length] as Kind;
  const round = Math.floor(seed / kinds.length);
  const second = lots.oneOf(KINDS);
  const also = lots.chance(0.35) && second !== kind && second.id !== 'destroy' ? [second] : [];
  const samples = drawNetwork(lots);
  const parts = [kind, ...also].map(({ draw }) => draw(lots));
  if (lots.chance(0.25))
    parts.push({ actions: [{ type: 'seek', toSeconds: lots.between(0, FILM_SECONDS - 2), atSeconds: lots.between(1, 40) }] });
  return {
    seed,
    kind: kind.id,
    also: also.map(({ id }) => id),
    samples,
    rttSeconds: lots.between(0.02, 0.2),
    variant: parts.find(({ variant }) => variant)?.variant,
    faults: parts.flatMap(({ faults = [] }) => faults),
    actions: [...parts.flatMap(({ actions = [] }) => actions)].sort((a, b) => a.atSeconds - b.atSeconds),
    recovers: lots.chance(0.7),
    isDash: round % 2 === 0,
  };
}

/** Most that a neighbour's misfortunes come earlier or later, seconds. */
const SHIFT_SECONDS = 4;

/** The same misfortunes a little earlier or later, on a link a little slower or faster: which file meets a fault is chance. */
export function neighbourOf(schedule: Schedule, number: number): Schedule {
  const lots = drawLots(schedule.seed * 1000 + number);
  const rate = lots.between(0.6, 1.6);
  const shift = lots.between(-SHIFT_SECONDS, SHIFT_SECONDS);
  const moved = (seconds: number): number => Math.max(0, seconds + shift);
  return {
    ...schedule,
    samples: schedule.samples.map(([milliseconds, kbps]) => [milliseconds, Math.round(kbps * rate)]),
    faults: schedule.faults.map((fault) => ({
      ...fault,
      ...(fault.fromSeconds !== undefined && { fromSeconds: moved(fault.fromSeconds) }),
      ...(fault.untilSeconds !== undefined && { untilSeconds: moved(fault.untilSeconds) }),
    })),
    actions: schedule.actions.map((action) => ({ ...action, atSeconds: moved(action.atSeconds) })),
  };
}
