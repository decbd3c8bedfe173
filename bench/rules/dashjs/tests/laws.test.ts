import { createTrace, type NetworkTrace } from 'evenkeel/link';
import {
  HLS_PLAYER,
  LIVE_PLAYER,
  type PlayerModel,
  type Rule,
  type SessionOptions,
  type SessionRecord,
  SHAKA_PLAYER,
  simulateSession,
} from 'evenkeel/simulator';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { DASH_RULES } from '../index.ts';
import { CONTENT } from './hand.ts';

const NAMES = ['dash-dynamic', 'dash-bola', 'dash-throughput', 'dash-l2a', 'dash-lolp'];
const PLAYERS: readonly PlayerModel[] = [HLS_PLAYER, SHAKA_PLAYER, LIVE_PLAYER];
const TOP = CONTENT.renditions.length - 1;

const constant = (rateBitsPerSecond: number): NetworkTrace =>
  createTrace({ name: 'constant', segments: [{ durationSeconds: 1000, rateBitsPerSecond }] });

const toTrace = (kbits: readonly number[]): NetworkTrace =>
  createTrace({ name: 'random', segments: kbits.map((kbit) => ({ durationSeconds: 3, rateBitsPerSecond: kbit * 1000 })) });

const UNSTEADY = toTrace([4000, 900, 2600, 300, 7000, 1500, 100, 3000]);

const rules = new Map<string, Rule>();
const play = (name: string, options: Partial<SessionOptions>): SessionRecord =>
  simulateSession({ trace: UNSTEADY, content: CONTENT, player: HLS_PLAYER, contentSeconds: 120, ...options }, rules.get(name) as Rule);
const rungs = (record: SessionRecord): number[] => record.segments.map((segment) => segment.renditionIndex);

beforeAll(async () => {
  for (const entry of DASH_RULES) rules.set(entry.name, await entry.load());
});

test('offers the five strategies of the installed package', () => {
  expect(DASH_RULES.map((entry) => entry.name)).toEqual(NAMES);
  for (const entry of DASH_RULES) {
    expect(entry.title).toMatch(/^dash\.js 5\.\d+\.\d+ /);
    expect(entry.source).toMatch(/^npm dashjs 5\.\d+\.\d+, /);
  }
});

describe.each(NAMES)('%s', (name) => {
  test('plays anything to its end inside the ladder, and the same way twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 4, maxLength: 12 }),
        fc.constantFrom(...PLAYERS),
        fc.integer({ min: 0, max: 99 }),
        (kbits, player, seed) => {
          // At least one usable stretch, so that the session can end.
          const options = { trace: toTrace([...kbits, 3000]), player, seed };
          const record = play(name, options);
          for (const rung of rungs(record))
            expect(rung).toSatisfy((value: number) => Number.isInteger(value) && value >= 0 && value <= TOP);
          expect(play(name, options)).toEqual(record);
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  test.each(PLAYERS.map((player) => [player.name, player] as const))('reaches the top on a fast steady line (%s)', (_, player) => {
    expect(rungs(play(name, { trace: constant(40e6), player })).slice(-5)).toEqual([TOP, TOP, TOP, TOP, TOP]);
  });

  test('stays at the bottom on a line that carries no more', () => {
    expect(rungs(play(name, { trace: constant(400e3) })).slice(-5)).toEqual([0, 0, 0, 0, 0]);
  });

  test('starts at the highest rung within 1000 kbit/s', () => {
    expect(rungs(play(name, {}))[0]).toBe(1);
  });

  test('is not disturbed by sessions of any rule running in between', () => {
    const alone = play(name, {});
    const rule = rules.get(name) as Rule;
    let calls = 0;
    const disturbed: Rule = {
      name,
      start(context) {
        const session = rule.start(context);
        return {
          ...session,
          choose(view) {
            const other = NAMES[calls++ % NAMES.length] as string;
            play(other, { contentSeconds: 20, trace: constant(1e6 * (1 + (calls % 5))), seed: calls });
            return session.choose(view);
          },
        };
      },
    };
    expect(simulateSession({ trace: UNSTEADY, content: CONTENT, player: HLS_PLAYER, contentSeconds: 120 }, disturbed)).toEqual(alone);
    expect(calls).toBeGreaterThan(20);
  });

  test('reads no real clock, no real chance and leaves no global behind', () => {
    const before = Object.getOwnPropertyNames(globalThis);
    const spies = [vi.spyOn(Date, 'now'), vi.spyOn(Math, 'random'), vi.spyOn(performance, 'now'), vi.spyOn(globalThis, 'setTimeout')];
    try {
      play(name, {});
      for (const spy of spies) expect(spy).not.toHaveBeenCalled();
      expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });

  test('survives seeks', () => {
    const record = play(name, {
      seeks: [
        { atSeconds: 10, toSeconds: 80 },
        { atSeconds: 20, toSeconds: 4 },
      ],
    });
    expect(record.outcome).toBe('end');
  });
});
