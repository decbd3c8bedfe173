/** Sessions as fast-check makes them: plausible ones, and any sequence at all. */
import fc from 'fast-check';
import type { Decision, DownloadSample, Forecast } from '../../engine/index.ts';
import type { LadderEntry, SessionEvent } from '../index.ts';

export const LADDER: readonly LadderEntry[] = [300_000, 750_000, 1_500_000, 3_000_000, 6_000_000].map((rateBitsPerSecond, index) => ({
  id: `r${index}`,
  rateBitsPerSecond,
  widthPixels: 320 * (index + 1),
  heightPixels: 180 * (index + 1),
}));

export const SEGMENT_SECONDS = 2;

const RANGE = { lowBitsPerSecond: 1, medianBitsPerSecond: 2, highBitsPerSecond: 3 };
export const FORECAST: Forecast = {
  atSeconds: 0,
  windowSeconds: 30,
  next: RANGE,
  window: RANGE,
  rttSeconds: 0.1,
  logErrorDeviation: 0.3,
  windowLogErrorDeviation: 0.3,
  sampleCount: 1,
};
export const SAMPLE: DownloadSample = { atSeconds: 0, sizeBits: 1, transferSeconds: 1, ttfbSeconds: 0, kind: 'main' };
export const DECISION: Decision = {
  atSeconds: 0,
  index: 0,
  previousIndex: 0,
  action: 'stay',
  reasonCode: 'best-score',
  reason: '',
  candidates: [],
  forecast: FORECAST,
  stallRisk: 0,
  bufferSeconds: 0,
  bufferTrend: 0,
};

/** Any double, also the ones that no clock shows. */
const figure = fc.oneof(
  fc.double({ min: 0, max: 40_000, noNaN: true }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0),
);
const index = fc.integer({ min: -1, max: 6 });
const body = fc.oneof(
  fc.record({ type: fc.constant('ladder' as const), renditions: fc.constantFrom(LADDER, LADDER.slice(0, 1), []) }),
  fc.record({ type: fc.constant('decision' as const), decision: fc.constant(DECISION), applied: fc.boolean() }),
  fc.record({ type: fc.constant('buffer' as const), bufferSeconds: figure, positionSeconds: figure, playing: fc.boolean() }),
  fc.record({
    type: fc.constant('segment' as const),
    renditionIndex: index,
    startSeconds: figure,
    durationSeconds: figure,
    sizeBits: figure,
  }),
  fc.record({ type: fc.constant('startup' as const), startupSeconds: figure }),
  fc.record({ type: fc.constant('stall-start' as const), positionSeconds: figure }),
  fc.record({ type: fc.constant('stall-end' as const), stallSeconds: figure }),
  fc.record({ type: fc.constant('seek' as const), toSeconds: figure }),
  fc.record({ type: fc.constant('rescue' as const), fromIndex: index, toIndex: index, wastedBits: figure }),
  fc.record({ type: fc.constant('fault' as const), where: fc.constant('decide'), message: fc.constant('') }),
  fc.record({ type: fc.constant('end' as const) }),
);

/** Any events in any order with any figures. */
export const anyEvents: fc.Arbitrary<SessionEvent[]> = fc.array(
  fc.tuple(body, figure).map(([event, atSeconds]) => ({ ...event, session: 1, atSeconds })),
  { maxLength: 80 },
);

/** Loads and plays one segment after the other, `indices[n]` being the rendition of segment n; the playhead reports twice a second. */
export function playThrough(indices: readonly number[], ladder: readonly LadderEntry[] = LADDER, session = 1): SessionEvent[] {
  const events: SessionEvent[] = [{ type: 'ladder', session, atSeconds: 0, renditions: ladder }];
  events.push({ type: 'startup', session, atSeconds: 0.5, startupSeconds: 0.5 });
  indices.forEach((renditionIndex, n) => {
    const startSeconds = n * SEGMENT_SECONDS;
    const sizeBits = (ladder[renditionIndex]?.rateBitsPerSecond ?? 0) * SEGMENT_SECONDS;
    const atSeconds = 1 + startSeconds;
    events.push({ type: 'segment', session, atSeconds, renditionIndex, startSeconds, durationSeconds: SEGMENT_SECONDS, sizeBits });
    for (let half = 0; half < SEGMENT_SECONDS * 2; half++) {
      const positionSeconds = startSeconds + half / 2;
      events.push({ type: 'buffer', session, atSeconds: 1 + positionSeconds, bufferSeconds: 2, positionSeconds, playing: true });
    }
  });
  const endSeconds = indices.length * SEGMENT_SECONDS;
  events.push({ type: 'buffer', session, atSeconds: 1 + endSeconds, bufferSeconds: 0, positionSeconds: endSeconds, playing: true });
  return events;
}
