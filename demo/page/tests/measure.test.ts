import { describe, expect, it } from 'vitest';
import { type Film, generatedFilm } from '../film.ts';
import type { LedgerRequest } from '../ledger.ts';
import { measureSide, type SideEvidence } from '../measure.ts';

const FILM: Film = {
  ...generatedFilm('vp9', 'cbr', 60),
  rungs: [1_000_000, 2_000_000, 4_000_000].map((rateBitsPerSecond) => ({ rateBitsPerSecond, heightPixels: 0 })),
};

let nextId = 0;
const loaded = (rung: number, segment: number, more: Partial<LedgerRequest> = {}): LedgerRequest => ({
  id: ++nextId,
  path: `media/vp9/cbr/60/video/${rung}/${segment}.m4s`,
  startSeconds: segment,
  firstByteSeconds: segment + 0.05,
  endSeconds: segment + 1,
  sizeBits: 1000,
  deliveredBits: 1000,
  state: 'done',
  status: 200,
  ...more,
});

const evidence = (more: Partial<SideEvidence>): SideEvidence => ({
  playback: [],
  requests: [],
  played: [],
  film: FILM,
  atSeconds: 100,
  ...more,
});

describe('measureSide', () => {
  it('has no figures before anything happened', () => {
    expect(measureSide(evidence({}))).toEqual({
      startupSeconds: null,
      stallCount: 0,
      stallSeconds: 0,
      meanRateBitsPerSecond: null,
      logUtility: null,
      switchCount: 0,
      meanUtilityStep: null,
      loadedBits: 0,
      wastedBits: 0,
      playedSeconds: 0,
    });
  });

  it('weights the rate by the time on screen, also within a segment', () => {
    const summary = measureSide(evidence({ requests: [loaded(0, 0), loaded(2, 1)], played: [[0, 6]] }));
    expect(summary.playedSeconds).toBeCloseTo(6);
    expect(summary.meanRateBitsPerSecond).toBeCloseTo((4 * 1e6 + 2 * 4e6) / 6);
    expect(summary.logUtility).toBeCloseTo((2 * Math.log(4)) / 6);
  });

  it('counts switches between played segments only', () => {
    const requests = [loaded(0, 0), loaded(1, 1), loaded(1, 2), loaded(2, 3)];
    const summary = measureSide(evidence({ requests, played: [[0, 11]] }));
    expect(summary.switchCount).toBe(1);
    expect(summary.meanUtilityStep).toBeCloseTo(Math.log(2) / 2);
  });

  it('takes the copy that was delivered last as the one on screen, and the earlier one as waste', () => {
    const requests = [loaded(2, 0, { endSeconds: 9, deliveredBits: 700 }), loaded(0, 0, { endSeconds: 5, deliveredBits: 300 })];
    const summary = measureSide(evidence({ requests, played: [[0, 4]] }));
    expect(summary.meanRateBitsPerSecond).toBe(4e6);
    expect(summary.wastedBits).toBe(300);
  });

  it('counts what was given up as waste, and audio as loaded', () => {
    const requests = [
      loaded(2, 0, { state: 'aborted', deliveredBits: 400 }),
      loaded(0, 0),
      loaded(0, 0, { path: 'media/vp9/cbr/60/audio/0.m4s', deliveredBits: 50 }),
      loaded(1, 1, { state: 'fault', status: 503, deliveredBits: 20 }),
      loaded(1, 1, { status: 404, deliveredBits: 10 }),
    ];
    const summary = measureSide(evidence({ requests }));
    expect(summary.loadedBits).toBe(1480);
    expect(summary.wastedBits).toBe(420);
  });

  it('counts a stall that still lasts until now', () => {
    const playback = [
      { type: 'startup', atSeconds: 1, startupSeconds: 0.8 },
      { type: 'stall-start', atSeconds: 10, positionSeconds: 9 },
      { type: 'stall-end', atSeconds: 12, stallSeconds: 2 },
      { type: 'stall-start', atSeconds: 95, positionSeconds: 92 },
    ] as const;
    expect(measureSide(evidence({ playback }))).toMatchObject({ startupSeconds: 0.8, stallCount: 2, stallSeconds: 7 });
  });
});
