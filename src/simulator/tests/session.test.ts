import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrace } from '../../link/index.ts';
import { onContent, SHAKA_PLAYER } from '../player-model.ts';
import type { SessionRecord } from '../record.ts';
import type { Download, Rule } from '../rule.ts';
import { simulateSession } from '../session.ts';
import type { SessionOptions } from '../session-options.ts';
import { constantLink, fixedRule, HLS, LADDER, LIVE, PLAIN_PLAYER, ruleOf, stepLink } from './worlds.ts';

const MANIFEST_BITS = 16_000;
const INIT_BITS = 8_000;
const BASE: SessionOptions = { trace: constantLink(4e6), rttSeconds: 0, content: LADDER, player: PLAIN_PLAYER, contentSeconds: 60 };
const play = (rule: Rule, options: Partial<SessionOptions> = {}): SessionRecord => simulateSession({ ...BASE, ...options }, rule);
const stalled = ({ stalls }: SessionRecord): number => stalls.reduce((sum, stall) => sum + stall.durationSeconds, 0);
const AUDIO = { ...LADDER, audio: { rateBitsPerSecond: 100_000 } };

const anyTrace = fc
  .array(fc.record({ durationSeconds: fc.integer({ min: 1, max: 12 }), rateBitsPerSecond: fc.integer({ min: 0, max: 8_000_000 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .filter((segments) => segments.some(({ rateBitsPerSecond }) => rateBitsPerSecond > 200_000))
  .map((segments) => createTrace({ name: 'any', segments }));
const anyRule = fc
  .infiniteStream(fc.integer({ min: 0, max: 3 }))
  .map((picks): Rule => ({ name: 'dice', start: () => ({ choose: () => picks.next().value }) }));

describe('a session that can be reckoned by hand', () => {
  it('starts after the manifest and the first segment', () => {
    expect(play(fixedRule(0)).startupSeconds).toBeCloseTo((MANIFEST_BITS + INIT_BITS + 2e6) / 4e6, 9);
  });

  it('adds a round trip to every request', () => {
    const record = play(fixedRule(0), { rttSeconds: 0.1, slowStart: false });
    expect(record.startupSeconds).toBeCloseTo(0.2 + (MANIFEST_BITS + INIT_BITS + 2e6) / 4e6, 9);
  });

  it('fetches the playlist first where the player has them, once a rendition, and the init segment beside the first segment', () => {
    const kinds: string[] = [];
    const record = play(
      ruleOf({
        downloaded: ({ kind, renditionIndex }) => void kinds.push(`${kind} ${renditionIndex}`),
        choose: (view) => (view.segmentIndex < 2 ? 0 : 1),
      }),
      {
        player: HLS,
        contentSeconds: 16,
        rttSeconds: 0.1,
        slowStart: false,
      },
    );
    expect(kinds).toEqual(['playlist 0', 'main 0', 'main 0', 'playlist 1', 'main 1', 'main 1']);
    const { appendSeconds, startLatencySeconds = 0 } = HLS;
    expect(record.startupSeconds).toBeCloseTo(0.3 + (MANIFEST_BITS + 4 * 400 + 8000 + 2e6) / 4e6 + appendSeconds + startLatencySeconds, 9);
  });

  it('stalls for exactly what the link lacks', () => {
    // 4 s of media take 8 s: after a start-up of 8 s every segment but the first brings a stall of 4 s.
    const record = play(fixedRule(2), { trace: constantLink(1e6) });
    expect(record.stalls).toHaveLength(14);
    expect(stalled(record)).toBeCloseTo(14 * 4, 6);
    expect(record.sessionSeconds).toBeCloseTo(record.startupSeconds + 60 + stalled(record), 6);
  });

  it('waits at the buffer goal and never holds more than the goal and one segment', () => {
    const buffers: number[] = [];
    const record = play(ruleOf({ downloaded: (_, view) => void buffers.push(view.bufferSeconds) }), {
      contentSeconds: 120,
      trace: constantLink(40e6),
    });
    expect(Math.max(...buffers)).toBeGreaterThan(19.9);
    expect(Math.max(...buffers)).toBeLessThan(24);
    expect(Math.max(...record.segments.map(({ bufferSeconds }) => bufferSeconds))).toBeLessThan(20);
  });

  it('fills further at low rates where the goal counts bytes', () => {
    const record = play(fixedRule(0), { player: HLS, contentSeconds: 300, trace: constantLink(100e6) });
    expect(Math.max(...record.segments.map(({ bufferSeconds }) => bufferSeconds))).toBeGreaterThan(250);
  });

  it('counts audio as part of the buffer and of the link', () => {
    const record = play(fixedRule(0), { content: AUDIO });
    expect(record.totalBits).toBeCloseTo(MANIFEST_BITS + INIT_BITS + 15 * (2e6 + 400_000), 3);
    // Both share the link until the audio is there, so the last of the two is as late as their sum.
    expect(record.startupSeconds).toBeCloseTo((MANIFEST_BITS + INIT_BITS + 2.4e6) / 4e6, 9);
  });

  it('gives a transfer up and fetches the segment again when the rule says so', () => {
    const record = play(
      ruleOf({
        choose: () => 3,
        progress: ({ restarts, requestSeconds }, { atSeconds }) => (restarts === 0 && atSeconds - requestSeconds > 0.95 ? 0 : undefined),
      }),
      { trace: constantLink(8e6), contentSeconds: 4 },
    );
    expect(record.segments).toMatchObject([{ renditionIndex: 0, restarts: 1, sizeBits: 2e6 }]);
    // The init segment came beside it, and took its share.
    expect(record.wastedBits).toBeCloseTo(8e6 - INIT_BITS, 3);
    expect(record.totalBits).toBeCloseTo(MANIFEST_BITS + 2 * INIT_BITS + record.wastedBits + 2e6, 3);
  });

  it('throws a whole segment away for another when the rule says so', () => {
    const record = play(ruleOf({ choose: () => 3, replaces: ({ renditionIndex }) => (renditionIndex === 3 ? 1 : undefined) }), {
      contentSeconds: 4,
    });
    expect(record.segments).toMatchObject([{ renditionIndex: 1, restarts: 1, sizeBits: 4e6 }]);
    expect(record.wastedBits).toBeCloseTo(16e6, 3);
  });

  it('makes the rule wait as long as it wants to', () => {
    const asked: number[] = [];
    const record = play(
      ruleOf({
        waitSeconds: ({ atSeconds, segmentIndex }) => (segmentIndex === 1 && atSeconds < 3 ? 0.5 : 0),
        choose: (view) => 0 * asked.push(view.atSeconds),
      }),
      {
        contentSeconds: 8,
      },
    );
    expect(record.segments[1]?.requestSeconds).toBeGreaterThanOrEqual(3);
    expect(asked).toHaveLength(2);
  });

  it('asks after the append, before there is room, where the player does', () => {
    const asked: number[] = [];
    const record = play(ruleOf({ choose: (view) => 0 * asked.push(view.atSeconds) }), {
      player: SHAKA_PLAYER,
      contentSeconds: 60,
      trace: constantLink(40e6),
    });
    const late = record.segments.filter((segment, i) => segment.requestSeconds > (asked[i] as number) + 0.5);
    expect(late.length).toBeGreaterThan(5);
  });
});

describe('live', () => {
  it('never asks for a segment that does not exist yet', () => {
    const record = play(fixedRule(0), { player: LIVE, trace: constantLink(40e6) });
    for (const { segmentIndex, requestSeconds } of record.segments)
      expect(requestSeconds).toBeGreaterThanOrEqual((segmentIndex + 1) * 4 - 8);
  });

  it('falls behind the edge by start-up and stalls', () => {
    const record = play(fixedRule(0), { player: LIVE, trace: constantLink(40e6) });
    expect(record.stalls).toEqual([]);
    expect(record.meanLatencySeconds).toBeCloseTo(8 + record.startupSeconds, 6);
    const slow = play(fixedRule(3), { player: LIVE, trace: constantLink(3.5e6) });
    expect(slow.meanLatencySeconds).toBeGreaterThan(8 + slow.startupSeconds + 1);
  });

  it('joins three segments behind the edge where its target is less', () => {
    expect(onContent(LIVE, 2).live?.targetLatencySeconds).toBe(8);
    expect(onContent(LIVE, 4).live?.targetLatencySeconds).toBe(12);
    expect(onContent(PLAIN_PLAYER, 4)).toBe(PLAIN_PLAYER);
  });

  it('catches up where the player does', () => {
    const trace = stepLink([12, 8e6], [10, 0], [1, 20e6]);
    const plain = play(fixedRule(1), { player: LIVE, trace, contentSeconds: 180 });
    const quick = play(fixedRule(1), {
      player: { ...LIVE, live: { targetLatencySeconds: 8, catchUpRate: 1.1 } },
      trace,
      contentSeconds: 180,
    });
    expect(stalled(plain)).toBeGreaterThan(1);
    expect(quick.meanLatencySeconds).toBeLessThan(plain.meanLatencySeconds - 0.5);
  });
});

describe('seeks', () => {
  it('refill the buffer without counting a stall, and waste what was ahead', () => {
    const record = play(fixedRule(1), { contentSeconds: 120, seeks: [{ atSeconds: 10, toSeconds: 80 }] });
    expect(record.stalls).toEqual([]);
    expect(record.seekWaitSeconds).toBeCloseTo(1, 1);
    expect(record.wastedBits).toBeGreaterThan(4e6);
    expect(record.playedSeconds).toBeCloseTo(10 + 40, 6);
    expect(record.outcome).toBe('end');
  });

  it('inside the buffer cost nothing', () => {
    const record = play(fixedRule(0), { contentSeconds: 120, seeks: [{ atSeconds: 10, toSeconds: 15 }] });
    expect(record).toMatchObject({ stalls: [], seekWaitSeconds: 0, wastedBits: 0 });
  });
});

describe('laws', () => {
  it('the same session is the same, bit for bit', () => {
    fc.assert(
      fc.property(anyTrace, fc.boolean(), (trace, live) => {
        const options = { trace, rttSeconds: 0.08, content: AUDIO, player: live ? LIVE : HLS };
        const rule: Rule = { name: 'by buffer', start: () => ({ choose: (view) => Math.min(3, Math.floor(view.bufferSeconds / 6)) }) };
        expect(simulateSession(options, rule)).toEqual(simulateSession(options, rule));
      }),
      { numRuns: 40 },
    );
  });

  it('wall clock = start-up + played + stalled, and every bit is accounted for', () => {
    fc.assert(
      fc.property(anyTrace, anyRule, fc.boolean(), (trace, rule, withAudio) => {
        const downloads: Download[] = [];
        const noting: Rule = {
          name: rule.name,
          start: (context) => ({ ...rule.start(context), downloaded: (download) => void downloads.push(download) }),
        };
        const record = play(noting, { trace, rttSeconds: 0.05, content: withAudio ? AUDIO : LADDER });
        if (record.outcome !== 'end') return;
        expect(record.sessionSeconds).toBeCloseTo(record.startupSeconds + record.playedSeconds + stalled(record), 5);
        expect(record.playedSeconds).toBeCloseTo(60, 6);
        const inits = INIT_BITS * new Set(downloads.filter(({ kind }) => kind === 'main').map(({ renditionIndex }) => renditionIndex)).size;
        expect(record.totalBits).toBeCloseTo(MANIFEST_BITS + inits + downloads.reduce((sum, { sizeBits }) => sum + sizeBits, 0), 2);
        expect(record.segments.map(({ segmentIndex }) => segmentIndex)).toEqual([...Array(15).keys()]);
      }),
      { numRuns: 60 },
    );
  });

  it('a faster link never ends later', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 0, max: 3 }), fc.double({ min: 1, max: 4, noNaN: true }), (trace, index, factor) => {
        const faster = createTrace({
          name: 'faster',
          segments: trace.segments.map((segment) => ({ ...segment, rateBitsPerSecond: segment.rateBitsPerSecond * factor })),
        });
        const slow = play(fixedRule(index), { trace });
        const quick = play(fixedRule(index), { trace: faster });
        expect(quick.sessionSeconds).toBeLessThanOrEqual(slow.sessionSeconds + 0.2);
      }),
      { numRuns: 60 },
    );
  });
});
