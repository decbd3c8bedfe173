import { HLS_PLAYER, simulateSession } from 'evenkeel/simulator';
import Hls from 'hls.js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { HlsSession } from '../hls/hls-session.ts';
import {
  contextOf,
  download,
  keepSessions,
  ladder,
  loadRule,
  onSteadyLink,
  playlist,
  SEGMENT_SECONDS,
  transferOf,
  viewAt,
} from './drive.ts';

let load: (rates: readonly number[], name?: string) => Promise<HlsSession>;

beforeAll(async () => {
  load = async (rates, name = 'hls.js') => {
    const rule = await loadRule(name);
    return rule.start(contextOf(ladder(rates), HLS_PLAYER)) as HlsSession;
  };
});

/** As if `level` had been chosen at the start, with every playlist loaded. */
function startAt(session: HlsSession, level: number): void {
  session.choose(viewAt(0, 0));
  session.host.nextLoadLevel = level;
  session.host.levels.forEach((_, index) => {
    playlist(session, index, 0);
  });
}

const estimateOf = (session: HlsSession): number => session.host.abrController.bwEstimator.getEstimate();

describe("hls.js's AbrController", () => {
  it('is the class of the package', async () => {
    const session = await load([1, 2]);
    expect(session.host.abrController).toBeInstanceOf(Hls.DefaultConfig.abrController);
  });

  it('runs: a change of its prototype is seen', async () => {
    const pinned = vi.spyOn(Hls.DefaultConfig.abrController.prototype, 'nextAutoLevel', 'get').mockReturnValue(1);
    try {
      const record = simulateSession(onSteadyLink(50, ladder([0.3, 1, 2]), HLS_PLAYER), await loadRule('hls.js'));
      expect(record.segments.slice(1).every(({ renditionIndex }) => renditionIndex === 1)).toBe(true);
      expect(pinned).toHaveBeenCalled();
    } finally {
      pinned.mockRestore();
    }
  });

  it('starts from 500 kbit/s, or from the first variant listed', async () => {
    const rates = [0.3, 0.45, 0.6, 1.9, 4];
    const atDefault = await load(rates);
    expect(estimateOf(atDefault)).toBe(5e5);
    expect(atDefault.choose(viewAt(0.1, 0))).toBe(1);
    const seeded = await load(rates, 'hls.js-2m');
    expect(estimateOf(seeded)).toBe(1.9e6);
    expect(seeded.choose(viewAt(0.1, 0))).toBe(3);
    // level-controller caps the seed at 5 Mbit/s.
    expect(estimateOf(await load([6, 9], 'hls.js-2m'))).toBe(5e6);
  });

  it('goes up below 0.7 of its estimate and stays or goes down below 0.95', async () => {
    const rates = [1, 3.4, 3.6, 4.7, 4.8];
    for (const [from, expected] of [
      [0, 1],
      [3, 3],
      [4, 3],
    ] as const) {
      const session = await load(rates);
      startAt(session, from);
      const endSeconds = download(session, from, 0, 5, 3);
      // Parsing counts into the sample.
      expect(estimateOf(session) / 5e6).toBeCloseTo(1, 2);
      expect(session.choose(viewAt(endSeconds, 20, from))).toBe(expected);
    }
  });

  it('estimates by the lower of two averages with half-lives of 3 and 9 s of download', async () => {
    const session = await load([1, 2]);
    session.choose(viewAt(0, 0));
    const average = (halfLife: number, samples: readonly (readonly [mbps: number, seconds: number])[]): number => {
      const value = samples.reduce((sum, [mbps, seconds]) => mbps + (sum - mbps) * 0.5 ** (seconds / halfLife), 0);
      return (value * 1e6) / (1 - 0.5 ** (samples.reduce((sum, [, seconds]) => sum + seconds, 0) / halfLife));
    };
    const afterRise = download(session, 0, 0, 2, 10);
    const afterFall = download(session, 0, afterRise, 10, 3);
    expect(
      estimateOf(session) /
        average(9, [
          [2, 10],
          [10, 3],
        ]),
    ).toBeCloseTo(1, 2);
    download(session, 0, afterFall, 1, 4);
    expect(
      estimateOf(session) /
        average(3, [
          [2, 10],
          [10, 3],
          [1, 4],
        ]),
    ).toBeCloseTo(1, 2);
  });

  it('gives a starving transfer up, but not before half its duration', async () => {
    const session = await load([0.3, 1, 4]);
    startAt(session, 2);
    const startSeconds = download(session, 2, 0, 8, 2);
    const sizeBits = 4e6 * SEGMENT_SECONDS;
    session.requested(transferOf(2, startSeconds, sizeBits), viewAt(startSeconds, 6, 2));
    const answers: (number | undefined)[] = [];
    for (let tick = 1; tick <= 30 && answers.at(-1) === undefined; tick++) {
      const loadedBits = 0.3e6 * tick * 0.1;
      const atSeconds = startSeconds + tick * 0.1;
      answers.push(session.progress(transferOf(2, startSeconds, sizeBits, loadedBits), viewAt(atSeconds, 6 - tick * 0.1, 2)));
    }
    // Ticks of 0.1 s: the 21st is the first beyond 2 s.
    expect(answers).toHaveLength(21);
    expect(answers.at(-1)).toBe(0);
    expect(estimateOf(session)).toBeLessThan(1e6);
  });

  it('lets a slow transfer end while the buffer outlasts it', async () => {
    const session = await load([0.3, 1, 4]);
    startAt(session, 2);
    const startSeconds = download(session, 2, 0, 8, 2);
    session.requested(transferOf(2, startSeconds, 16e6), viewAt(startSeconds, 60, 2));
    for (let tick = 1; tick <= 60; tick++) {
      const transfer = transferOf(2, startSeconds, 16e6, 0.3e6 * tick * 0.1);
      expect(session.progress(transfer, viewAt(startSeconds + tick * 0.1, 60 - tick * 0.1, 2))).toBeUndefined();
    }
  });

  it('estimates a constant link of 5 Mbit/s within 5 %: bytes are bytes and ms are ms', async () => {
    const rule = keepSessions<HlsSession>(await loadRule('hls.js'));
    simulateSession(onSteadyLink(5, ladder([1, 2, 3]), HLS_PLAYER), rule);
    expect(Math.abs(estimateOf(rule.sessions[0] as HlsSession) / 5e6 - 1)).toBeLessThan(0.05);
  });
});
