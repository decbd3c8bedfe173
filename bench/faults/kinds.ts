/** The kinds of faults, and how one of each is drawn. */
import type { Fault } from '../../demo/origin/core/index.ts';
import { FILM_SECONDS } from './content.ts';
import type { Action, Lots, Misfortune } from './schedule.ts';

export type KindId =
  | 'status-rung'
  | 'status-host'
  | 'status-all'
  | 'truncated'
  | 'corrupt'
  | 'stall-first-byte'
  | 'stall-body'
  | 'reset'
  | 'dns'
  | 'ladder-change'
  | 'levels-removed'
  | 'busy-thread'
  | 'quota'
  | 'destroy';

export interface Kind {
  readonly id: KindId;
  readonly title: string;
  readonly draw: (lots: Lots) => Misfortune;
}

const STATUSES = [404, 403, 500, 503];
const LAST_SEGMENT = FILM_SECONDS / 4 - 1;

/** When it begins, link seconds: mostly in the middle of playback, sometimes at once. */
const beginning = (lots: Lots): number => (lots.chance(0.2) ? 0 : lots.between(1, 35));
/** What it meets: all media, video only, or one segment number on every rung. */
const target = (lots: Lots): string => lots.oneOf(['.m4s', '/video/', '/video/', `/${lots.whole(0, LAST_SEGMENT)}.m4s`]);
/** Passes: a few requests, or a few seconds. */
const passing = (lots: Lots, maxTimes: number, maxSeconds: number): Pick<Fault, 'times' | 'fromSeconds' | 'untilSeconds'> => {
  const fromSeconds = beginning(lots);
  return lots.chance(0.5)
    ? { fromSeconds, times: lots.whole(1, maxTimes) }
    : { fromSeconds, untilSeconds: fromSeconds + lots.between(1, maxSeconds) };
};
const fault = (pathIncludes: string, rest: Omit<Fault, 'pathIncludes'>): Misfortune => ({ faults: [{ pathIncludes, ...rest }] });
const act = (...actions: readonly Action[]): Misfortune => ({ actions });

/** Half of them on whichever rung is asked for by then, so that both rules meet it; half on a rung that only one may visit. */
function drawStatusOnRung(lots: Lots): Misfortune {
  const status = lots.oneOf(STATUSES);
  const isForEver = lots.chance(0.5);
  const when = isForEver ? { fromSeconds: beginning(lots) } : passing(lots, 5, 20);
  return lots.chance(0.5)
    ? fault('/video/', { status, sameFolder: true, ...when })
    : fault(`/video/${lots.whole(0, 6)}/`, { status, ...when });
}

export const KINDS: readonly Kind[] = [
  { id: 'status-rung', title: '404/403/500/503 on one rung', draw: drawStatusOnRung },
  {
    id: 'status-host',
    title: '404/403/500/503 on one of two hosts',
    draw: (lots) => ({
      variant: 'redundant',
      faults: [{ pathIncludes: '/vp9/', status: lots.oneOf(STATUSES), fromSeconds: lots.between(1, 30) }],
    }),
  },
  {
    id: 'status-all',
    title: '404/403/500/503 on all',
    draw: (lots) => fault(target(lots), { status: lots.oneOf(STATUSES), ...passing(lots, 8, 25) }),
  },
  {
    id: 'truncated',
    title: 'truncated segments',
    draw: (lots) =>
      fault(target(lots), { keepBytes: lots.oneOf([0, lots.whole(1, 700), lots.whole(700, 60_000)]), ...passing(lots, 3, 6) }),
  },
  {
    id: 'corrupt',
    title: 'corrupt segments',
    draw: (lots) =>
      fault(target(lots), { corruptFromByte: lots.oneOf([0, lots.whole(0, 3000), lots.whole(3000, 50_000)]), ...passing(lots, 3, 6) }),
  },
  {
    id: 'stall-first-byte',
    title: 'stall before the first byte',
    draw: (lots) => fault(target(lots), { delaySeconds: lots.between(3, 40), ...passing(lots, 3, 10) }),
  },
  {
    id: 'stall-body',
    title: 'stall in mid-body',
    draw: (lots) =>
      fault(target(lots), { stallAfterBytes: lots.whole(1, 120_000), stallSeconds: lots.between(3, 60), ...passing(lots, 3, 10) }),
  },
  {
    id: 'reset',
    title: 'connection reset',
    draw: (lots) => fault(target(lots), { dropAfterBytes: lots.oneOf([0, lots.whole(1, 120_000)]), ...passing(lots, 8, 20) }),
  },
  {
    id: 'dns',
    title: 'host not found',
    draw: (lots) =>
      lots.chance(0.4) ? { variant: 'lost' } : fault(lots.oneOf(['.m4s', '/video/', '/vp9/']), { refuse: true, ...passing(lots, 8, 25) }),
  },
  {
    id: 'ladder-change',
    title: 'playlist that changes its ladder',
    draw: (lots) => {
      const changes = lots.chance(0.5);
      const load = {
        type: 'load',
        variant: lots.oneOf(['low', 'high'] as const),
        atSeconds: lots.between(1, 35),
        hlsOnly: changes,
      } as const;
      return { ...act(load), ...(changes && { variant: 'changing' as const }) };
    },
  },
  {
    id: 'levels-removed',
    title: 'levels removed in mid-play',
    draw: (lots) => act({ type: 'remove-levels', keep: lots.oneOf(['low', 'one'] as const), atSeconds: lots.between(0.5, 35) }),
  },
  {
    id: 'busy-thread',
    title: '5 s of busy main thread',
    draw: (lots) =>
      act(...Array.from({ length: lots.whole(1, 3) }, () => ({ type: 'block' as const, seconds: 5, atSeconds: lots.between(0.3, 40) }))),
  },
  {
    id: 'quota',
    title: 'memory quota exceeded',
    draw: (lots) => act({ type: 'quota', aheadSeconds: lots.between(1, 12), seconds: lots.between(5, 60), atSeconds: lots.between(0, 30) }),
  },
  { id: 'destroy', title: 'destroy() at any moment', draw: (lots) => act({ type: 'destroy', atSeconds: lots.between(0, 45) }) },
];
