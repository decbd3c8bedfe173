import { describe, expect, it } from 'vitest';
import { type Differences, differencesOf, fidelityOf } from '../differences.ts';
import { keptRenditions, mediaBits, type PlayedRequest, type PlayedSession, until } from '../played-session.ts';

const request = (segment: number, rendition: number, endSeconds: number | null, more: Partial<PlayedRequest> = {}): PlayedRequest => ({
  kind: 'main',
  rendition,
  segment,
  startSeconds: (endSeconds ?? 10) - 1,
  firstByteSeconds: null,
  endSeconds,
  deliveredBits: 1000,
  whole: true,
  ...more,
});

const session = (requests: readonly PlayedRequest[], more: Partial<PlayedSession> = {}): PlayedSession => ({
  startupSeconds: 1,
  stalls: [],
  requests,
  ...more,
});

describe('what a session kept', () => {
  it('takes the copy that came last, whatever the order of the list', () => {
    const twice = [request(0, 5, 4), request(0, 2, 3)];
    expect([...keptRenditions(session(twice))]).toEqual([[0, 5]]);
    expect([...keptRenditions(session([...twice].reverse()))]).toEqual([[0, 5]]);
  });

  it('leaves out what was given up, still comes, or is no video', () => {
    const others = [request(0, 1, 2, { whole: false }), request(1, 1, null), request(2, -1, 2, { kind: 'audio' })];
    expect(keptRenditions(session(others)).size).toBe(0);
  });

  it('counts the bits of video and audio, those in vain too, and not playlists', () => {
    const requests = [request(0, 1, 2, { whole: false }), request(0, -1, 2, { kind: 'audio' }), request(-1, 1, 2, { kind: 'playlist' })];
    expect(mediaBits(session(requests))).toBe(2000);
  });

  it('ends at an instant: requests that last longer do not count, stalls are cut, a later start is none', () => {
    const stalls = [
      { startSeconds: 5, durationSeconds: 1 },
      { startSeconds: 9, durationSeconds: 4 },
      { startSeconds: 20, durationSeconds: 1 },
    ];
    const cut = until(session([request(0, 1, 10), request(1, 1, 10.1), request(2, 1, null)], { stalls, startupSeconds: 11 }), 10);
    expect(cut.requests.map(({ segment }) => segment)).toEqual([0]);
    expect(cut.stalls).toEqual([
      { startSeconds: 5, durationSeconds: 1 },
      { startSeconds: 9, durationSeconds: 1 },
    ]);
    expect(cut.startupSeconds).toBeNull();
  });
});

describe('differences', () => {
  it('are none between a session and itself', () => {
    const own = session([request(0, 1, 2), request(1, 4, 5)], { stalls: [{ startSeconds: 3, durationSeconds: 0.5 }] });
    expect(differencesOf(own, own, 60)).toEqual({
      sharedSegments: 2,
      sameRung: 2,
      meanRungDistance: 0,
      browserSegments: 2,
      simulatedSegments: 2,
      startupSeconds: 0,
      stallSeconds: 0,
      stallCount: 0,
      bytesShare: 0,
    });
  });

  it('match segments by their number, not by their place in the list', () => {
    const browser = session([request(0, 1, 2), request(74, 1, 3), request(1, 2, 4), request(2, 3, 5)]);
    const simulated = session([request(0, 1, 2), request(1, 2, 3), request(2, 5, 4), request(3, 5, 6)]);
    const { sharedSegments, sameRung, meanRungDistance, browserSegments, simulatedSegments } = differencesOf(browser, simulated, 60);
    expect([sharedSegments, sameRung, browserSegments, simulatedSegments]).toEqual([3, 2, 4, 4]);
    expect(meanRungDistance).toBeCloseTo(2 / 3);
  });

  it('are simulated less browser, bytes as a share of the browser’s', () => {
    const browser = session([request(0, 1, 2)], { startupSeconds: 1, stalls: [{ startSeconds: 3, durationSeconds: 2 }] });
    const simulated = session([request(0, 1, 2), request(1, 1, 3)], { startupSeconds: 0.4 });
    const { startupSeconds, stallSeconds, stallCount, bytesShare } = differencesOf(browser, simulated, 60);
    expect(startupSeconds).toBeCloseTo(-0.6);
    expect([stallSeconds, stallCount, bytesShare]).toEqual([-2, -1, 1]);
  });

  it('have no start where one of the two never started, and no share of nothing', () => {
    const empty = session([], { startupSeconds: null });
    const { startupSeconds, bytesShare } = differencesOf(empty, session([request(0, 1, 2)]), 60);
    expect([startupSeconds, bytesShare]).toEqual([null, null]);
  });
});

describe('fidelity over sessions', () => {
  const differences = (more: Partial<Differences>): Differences => ({
    sharedSegments: 10,
    sameRung: 10,
    meanRungDistance: 0,
    browserSegments: 10,
    simulatedSegments: 10,
    startupSeconds: 0,
    stallSeconds: 0,
    stallCount: 0,
    bytesShare: 0,
    ...more,
  });

  it('weighs segments alike, not sessions', () => {
    const all = [differences({ sharedSegments: 30, sameRung: 30 }), differences({ sameRung: 0, meanRungDistance: 2 })];
    const { sameRungShare, meanRungDistance } = fidelityOf(all);
    expect([sameRungShare, meanRungDistance]).toEqual([0.75, 0.5]);
  });

  it('takes medians of absolute differences: opposite errors do not cancel, but show no lean', () => {
    const all = [-0.4, 0.4, -0.2, 0.2].map((seconds) => differences({ startupSeconds: seconds, stallSeconds: seconds }));
    const { medianStartupSeconds, startupLeanSeconds, medianStallSeconds, worstStallSeconds } = fidelityOf(all);
    expect(medianStartupSeconds).toBeCloseTo(0.3);
    expect(startupLeanSeconds).toBeCloseTo(0);
    expect(medianStallSeconds).toBeCloseTo(0.3);
    expect(worstStallSeconds).toBeCloseTo(0.4);
  });

  it('leaves sessions without a start out of the start', () => {
    expect(fidelityOf([differences({ startupSeconds: null }), differences({ startupSeconds: 0.5 })]).medianStartupSeconds).toBe(0.5);
    expect(fidelityOf([]).medianStartupSeconds).toBeNaN();
  });
});
