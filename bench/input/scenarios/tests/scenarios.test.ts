import { createTrace } from 'evenkeel/link';
import { bufferGoal, createContent, HLS_PLAYER, LIVE_PLAYER, SHAKA_PLAYER } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../command/usage-error.ts';
import { IDENTITY } from '../../../run/tests/make.ts';
import { FAMILY_IDS, findFamilies, findRegions, REGION_IDS } from '../built-in-networks.ts';
import { type Crossing, crossScenarios } from '../cross.ts';
import { findPlayers } from '../players.ts';
import { sessionsOfBuiltIn, sessionsOfTraces } from '../sessions.ts';

const DRAW = { count: 3, contentSeconds: 60, seed: 5 };
const ladder = (name: string) =>
  createContent({ name, segmentSeconds: 4, renditions: [{ rateBitsPerSecond: 1e6 }, { rateBitsPerSecond: 2e6 }] });
const settings = { contentSeconds: 60, sizesKnown: false, rttSeconds: 0.05, slowStart: true };

describe('built-in networks', () => {
  it('give each session a trace of its own, the RTT of its family, and the same bits for the same seed', () => {
    const sessions = sessionsOfBuiltIn(['wifi', '3g-commute'], DRAW);
    expect(sessions.map(({ network }) => network)).toEqual(['wifi', 'wifi', 'wifi', '3g-commute', '3g-commute', '3g-commute']);
    expect(new Set(sessions.map(({ trace }) => trace)).size).toBe(6);
    expect(sessions[0]?.rttSeconds).not.toBe(sessions[3]?.rttSeconds);
    expect(sessionsOfBuiltIn(['wifi', '3g-commute'], DRAW)).toEqual(sessions);
    expect(sessionsOfBuiltIn(['wifi', '3g-commute'], { ...DRAW, seed: 6 })[0]?.table.rateBitsPerSecond).not.toEqual(
      sessions[0]?.table.rateBitsPerSecond,
    );
  });

  it('more sessions keep the first ones as they were', () => {
    expect(sessionsOfBuiltIn(['wifi'], { ...DRAW, count: 5 }).slice(0, 3)).toEqual(sessionsOfBuiltIn(['wifi'], DRAW));
  });

  it('of a region are of its families, and say which region', () => {
    const sessions = sessionsOfBuiltIn(['europe'], { ...DRAW, count: 12 });
    expect(new Set(sessions.map(({ region }) => region))).toEqual(new Set(['europe']));
    expect(new Set(sessions.map(({ network }) => network)).size).toBeGreaterThan(1);
    for (const { network } of sessions) expect(FAMILY_IDS).toContain(network);
  });

  it('go by name', () => {
    expect(findFamilies(['all'])).toBe(FAMILY_IDS);
    expect(findRegions(['europe', 'all'])).toBe(REGION_IDS);
    expect(findFamilies(undefined)).toEqual([]);
    expect(() => findFamilies(['5g'])).toThrow(UsageError);
    expect(() => findFamilies(['5g'])).toThrow(/5g-handovers/);
    expect(() => findRegions(['mars'])).toThrow(/europe/);
  });
});

describe('sessions of own traces', () => {
  it('share the memory of their trace', () => {
    const trace = createTrace({ name: 'bus', segments: [{ durationSeconds: 300, rateBitsPerSecond: 1e6 }] });
    const sessions = sessionsOfTraces([{ network: 'net', traces: [trace] }], DRAW);
    expect(sessions).toHaveLength(3);
    expect(new Set(sessions.map(({ table }) => table)).size).toBe(1);
    expect(new Set(sessions.map(({ traceOffsetSeconds }) => traceOffsetSeconds)).size).toBe(3);
    expect(sessions.every(({ trace: name }) => name === 'bus')).toBe(true);
  });
});

describe('scenarios', () => {
  const sessions = sessionsOfBuiltIn(['wifi'], { ...DRAW, count: 4 });
  const crossing: Crossing = {
    sessions,
    ladders: ['a', 'b', 'c'].map(ladder),
    dealt: false,
    players: [HLS_PLAYER, SHAKA_PLAYER],
    settings,
    identity: IDENTITY,
  };

  it('are every session on every ladder in every player, each with an id of its own', () => {
    const scenarios = crossScenarios(crossing);
    expect(scenarios).toHaveLength(4 * 3 * 2);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(24);
  });

  it('dealt, each session has one ladder, the same one in every player', () => {
    const scenarios = crossScenarios({ ...crossing, dealt: true });
    expect(scenarios.map(({ player, ladder: name }) => `${player.name} ${name}`)).toEqual(
      ['hls', 'shaka'].flatMap((player) => ['a', 'b', 'c', 'a'].map((name) => `${player} ${name}`)),
    );
    const all = new Set(crossScenarios(crossing).map(({ id }) => id));
    for (const { id } of scenarios) expect(all).toContain(id);
  });

  it("take a network's own RTT, and that of the settings where it has none", () => {
    const [own, none] = sessions.map(({ rttSeconds: _, ...rest }, i) => (i === 0 ? { ...rest, rttSeconds: 0.3 } : rest));
    const of = (session: typeof own) => crossScenarios({ ...crossing, sessions: session ? [session] : [] })[0]?.settings.rttSeconds;
    expect(of(own)).toBe(0.3);
    expect(of(none)).toBe(0.05);
  });
});

describe('players', () => {
  it('go by name, with their own buffer or one in seconds, which is part of the name', () => {
    expect(findPlayers(['live', 'hls'], undefined)).toEqual([LIVE_PLAYER, HLS_PLAYER]);
    const [hls] = findPlayers(['hls'], 60);
    expect(hls).toMatchObject({ name: 'hls-60s', hasMediaPlaylists: true });
    for (const rate of [1e5, 1e6, 1e8]) expect(hls && bufferGoal(hls, rate)).toBe(60);
    expect(() => findPlayers(['vlc'], undefined)).toThrow(/hls, shaka, live, got "vlc"/);
  });
});
