import { describe, expect, it } from 'vitest';
import { differencesOf } from '../differences.ts';
import { explain } from '../explain.ts';
import type { PlayedSession } from '../played-session.ts';
import type { SessionResult } from '../record-file.ts';
import type { FidelitySession } from '../session.ts';

const played = (rungs: readonly number[], startupSeconds = 1): PlayedSession => ({
  startupSeconds,
  stalls: [],
  requests: rungs.map((rendition, segment) => ({
    kind: 'main',
    rendition,
    segment,
    startSeconds: segment,
    firstByteSeconds: segment,
    endSeconds: segment + 1,
    deliveredBits: 1,
    whole: true,
  })),
});

interface Made {
  readonly player?: FidelitySession['player'];
  readonly browser?: PlayedSession;
  readonly simulated?: PlayedSession;
  readonly loadAverage?: number;
  readonly lagSeconds?: number;
}

function result({ player = 'hls', browser = played([1]), simulated = browser, loadAverage = 0, lagSeconds = 0 }: Made): SessionResult {
  const session = { player, rule: 'built-in', network: 'net', table: 'cbr', seconds: 60, rttSeconds: 0, samples: [] } as const;
  const viewport = { widthPixels: 0, heightPixels: 0 };
  const differences = differencesOf(browser, simulated, session.seconds);
  return { session, browser: { played: browser, library: '', viewport, loadAverage, lagSeconds }, simulated, differences };
}

describe('explanations', () => {
  it('are none where nothing differs on an idle machine', () => {
    expect(explain([result({})], 2)).toEqual([]);
  });

  it('name a machine that was too busy, by its load or by its playhead', () => {
    expect(explain([result({ loadAverage: 3 })], 2)[0]).toMatch(/1 of 1 sessions .* 2 cores \(load up to 3\.0\)/);
    expect(explain([result({ lagSeconds: 0.8 })], 2)[0]).toMatch(/up to 0\.8 s late/);
  });

  it('name a later start of browsers, not an earlier one', () => {
    expect(explain([result({ simulated: played([1], 0.8) })], 2)).toEqual([expect.stringMatching(/^Browsers start 0\.20 s later/)]);
    expect(explain([result({ simulated: played([1], 1.2) })], 2)).toEqual([]);
  });

  it('name what Shaka does with HLS', () => {
    expect(explain([result({ player: 'shaka-hls' })], 2)).toEqual([expect.stringMatching(/^Shaka's HLS parser/)]);
  });

  it('name the first segment at another rung of a session that misses the target', () => {
    const many = Array.from({ length: 20 }, () => 2);
    const often = [...many].fill(3, 7, 12);
    const lines = (simulated: readonly number[]) => explain([result({ browser: played(many), simulated: played(simulated) })], 2);
    expect(lines(many.map((rung, i) => (i === 7 ? 3 : rung)))).toEqual([]);
    expect(lines(often)).toEqual([expect.stringMatching(/15 of 20 .* part at segment 7 \(browser 2, simulator 3\)/)]);
  });
});
