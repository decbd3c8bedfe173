import { NETWORK_PROFILES } from 'evenkeel/link';
import {
  HLS_PLAYER,
  LIVE_PLAYER,
  type Rule,
  type RuleSession,
  type SessionOptions,
  SHAKA_PLAYER,
  simulateSession,
} from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { PLAYER_RULES } from '../index.ts';
import { ladder, loadRule, onSteadyLink, playerOf } from './drive.ts';

const CONTENT = ladder([0.3, 0.75, 1.2, 1.85, 2.85, 4.3], 0.096);
const names = PLAYER_RULES.map(({ name }) => name);

function optionsFor(name: string, profile: (typeof NETWORK_PROFILES)[number]): SessionOptions {
  return { trace: profile.trace, rttSeconds: profile.rttSeconds, content: CONTENT, player: playerOf(name), contentSeconds: 180 };
}

interface Call {
  readonly method: keyof RuleSession;
  readonly values: readonly unknown[];
  readonly answer: unknown;
}

/** What a session was asked and what it answered. */
function recordCalls(rule: Rule, options: SessionOptions): { readonly calls: Call[]; readonly start: () => RuleSession } {
  const calls: Call[] = [];
  let start = (): RuleSession => {
    throw new Error('never started');
  };
  const recorder: Rule = {
    name: rule.name,
    start(context) {
      start = () => rule.start(context);
      const session = rule.start(context);
      const logged =
        (method: keyof RuleSession) =>
        (...values: unknown[]): never => {
          const copies = structuredClone(values);
          const answer = (session[method] as (...all: unknown[]) => unknown).apply(session, values);
          calls.push({ method, values: copies, answer });
          return answer as never;
        };
      return { choose: logged('choose'), requested: logged('requested'), progress: logged('progress'), downloaded: logged('downloaded') };
    },
  };
  simulateSession(options, recorder);
  return { calls, start: () => start() };
}

describe.each(names)('sessions of %s', (name) => {
  it.each(NETWORK_PROFILES.map((profile) => [profile.id, profile] as const))('%s: plays to the end', async (_, profile) => {
    const record = simulateSession(optionsFor(name, profile), await loadRule(name));
    expect(record.outcome).toBe('end');
    expect(record.playedSeconds).toBeCloseTo(180, 6);
  });

  it('are bit-for-bit equal when repeated', async () => {
    const rule = await loadRule(name);
    for (const profile of NETWORK_PROFILES.slice(0, 4)) {
      const options = optionsFor(name, profile);
      expect(simulateSession(options, rule)).toEqual(simulateSession(options, rule));
    }
  });

  it.each([
    ['live', { player: LIVE_PLAYER }],
    ['with the other buffer', { player: name === 'shaka' ? HLS_PLAYER : SHAKA_PLAYER }],
    ['at twice the speed', { playbackRate: 2 }],
    [
      'with seeks',
      {
        seeks: [
          { atSeconds: 10, toSeconds: 100 },
          { atSeconds: 25, toSeconds: 20 },
        ],
      },
    ],
    ['with sizes known and segments of 2 s', { sizesKnown: true, content: { ...CONTENT, segmentSeconds: 2 } }],
  ])('%s: play to the end', async (_, options) => {
    const record = simulateSession({ ...onSteadyLink(5, CONTENT, playerOf(name)), ...options }, await loadRule(name));
    expect(record.outcome).toBe('end');
    expect(record.segments.at(-1)?.renditionIndex).toBeGreaterThan(0);
  });

  it('use a fast link: the highest rendition in the end', async () => {
    const record = simulateSession(onSteadyLink(30, CONTENT, playerOf(name)), await loadRule(name));
    expect(record.segments.at(-1)?.renditionIndex).toBe(5);
    expect(record.stalls).toEqual([]);
  });
});

describe('sessions side by side', () => {
  it('answer as one after the other', async () => {
    const [wifi, drive] = ['wifi', 'lte-drive'].map((id) => NETWORK_PROFILES.find((profile) => profile.id === id));
    if (!wifi || !drive) throw new Error('the profiles have other names');
    const runs = await Promise.all(
      [
        ['hls.js', wifi],
        ['hls.js', drive],
        ['shaka', wifi],
        ['shaka', drive],
      ].map(async ([name, profile]) => recordCalls(await loadRule(name as string), optionsFor(name as string, profile as typeof wifi))),
    );
    const sessions = runs.map(({ start }) => start());
    const longest = Math.max(...runs.map(({ calls }) => calls.length));
    for (let i = 0; i < longest; i++) {
      runs.forEach(({ calls }, which) => {
        const call = calls[i];
        const session = sessions[which];
        if (!call || !session) return;
        const answer = (session[call.method] as (...all: unknown[]) => unknown).apply(session, structuredClone([...call.values]));
        expect(answer).toEqual(call.answer);
      });
    }
    expect(longest).toBeGreaterThan(200);
  });

  it('leave the globals alone', async () => {
    const before = [Date.now, performance.now, setTimeout, setInterval, clearTimeout, clearInterval];
    for (const name of names) simulateSession(onSteadyLink(3, CONTENT, playerOf(name)), await loadRule(name));
    expect([Date.now, performance.now, setTimeout, setInterval, clearTimeout, clearInterval]).toEqual(before);
  });
});
