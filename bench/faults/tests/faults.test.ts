/** A part of `npm run test:faults` on real players, and the laws of what judges them. */
import { describe, expect, it } from 'vitest';
import { readSessionPlan } from '../../../demo/origin/core/session-request.ts';
import { KINDS } from '../kinds.ts';
import { type Outcome, violations } from '../outcome.ts';
import { runTasks } from '../pool.ts';
import { drawSchedule } from '../schedule.ts';
import { faultTable, lawBreakers, type Played } from '../table.ts';
import type { Task } from '../task.ts';

/** Real players in processes of their own: slow on a busy machine. */
const PATIENCE_MILLISECONDS = 600_000;

async function play(tasks: readonly Task[]): Promise<Played[]> {
  const played: Played[] = [];
  await runTasks(tasks, 2, (task, result) => void played.push({ task, result }));
  return played;
}

describe('real players under faults', () => {
  it(
    'every kind of fault, DASH and HLS: the law holds',
    async () => {
      const seeds = Array.from({ length: 2 * KINDS.length }, (_, seed) => seed);
      const played = await play(seeds.flatMap((seed) => (['hls', 'shaka'] as const).map((player) => ({ player, seed, kinds: [] }))));
      expect(lawBreakers(played)).toEqual([]);
      // Ours was in charge, and most of it was survived: the sessions are no empty ones.
      for (const player of ['hls', 'shaka'] as const) {
        const ours = played.filter(({ task }) => task.player === player).map(({ result }) => result.evenkeel);
        expect(ours.every(({ decisions, end }) => decisions > 0 || end !== 'ended')).toBe(true);
        expect(ours.filter(({ end }) => end === 'ended').length).toBeGreaterThan(KINDS.length);
        expect(faultTable(player, played, 200)).toContain('404/403/500/503 on one rung');
      }
    },
    PATIENCE_MILLISECONDS,
  );

  it(
    'destroy() after single tasks and inside single events leaves nothing',
    async () => {
      const moments = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233].flatMap((n) => [{ task: n }, { event: n }]);
      const played = await play(
        moments.flatMap((destroyAt, seed) => (['hls', 'shaka'] as const).map((player) => ({ player, seed, kinds: [], destroyAt }))),
      );
      expect(lawBreakers(played)).toEqual([]);
      expect(played.filter(({ result }) => result.evenkeel.end === 'destroyed').length).toBeGreaterThan(moments.length);
    },
    PATIENCE_MILLISECONDS,
  );

  it(
    'the same seed is the same session',
    async () => {
      const task: Task = { player: 'hls', seed: 6, kinds: [] };
      const [first, second] = await play([task, { ...task }]);
      expect(second?.result).toEqual(first?.result);
    },
    PATIENCE_MILLISECONDS,
  );
});

describe('schedules', () => {
  it('are what the origin accepts, of every kind, and the same for the same seed', () => {
    const seeds = Array.from({ length: 400 }, (_, seed) => seed);
    for (const seed of seeds) {
      const { samples, rttSeconds, faults } = drawSchedule(seed);
      const plan = readSessionPlan(JSON.stringify({ trace: { name: 'drawn', unit: 'kbps', samples }, rttSeconds, faults }));
      expect(plan.faults).toEqual(faults);
    }
    expect(new Set(seeds.map((seed) => drawSchedule(seed).kind)).size).toBe(KINDS.length);
    expect(drawSchedule(17)).toEqual(drawSchedule(17));
    expect(drawSchedule(17)).not.toEqual(drawSchedule(17 + KINDS.length));
  });
});

describe('the law', () => {
  const outcome = (more: Partial<Outcome>): Outcome => ({
    end: 'ended',
    fatal: undefined,
    playedSeconds: 50,
    stallCount: 0,
    stalledSeconds: 0,
    faults: [],
    internal: [],
    escapes: [],
    leftovers: [],
    decisions: 9,
    rescues: 0,
    tasks: 1000,
    ...more,
  });
  const judge = (ours: Partial<Outcome>, builtIn: Partial<Outcome> = {}, neighbours: readonly Partial<Outcome>[] = []): number =>
    violations(outcome(ours), outcome(builtIn), neighbours.map(outcome)).length;

  it('lets what the built-in rule meets too pass, and nothing else', () => {
    expect(judge({})).toBe(0);
    expect(judge({ end: 'fatal' }, { end: 'fatal' })).toBe(0);
    expect(judge({ end: 'hang' }, { end: 'hang' })).toBe(0);
    expect(judge({ end: 'fatal' }, { end: 'hang' })).toBe(0);
    expect(judge({ end: 'fatal' })).toBe(1);
    expect(judge({ end: 'hang' })).toBe(1);
    expect(judge({ end: 'hang' }, { end: 'fatal' })).toBe(1);
  });
  it("calls an end the player's own only where the built-in rule meets the very same nearby", () => {
    const ours = { end: 'fatal', fatal: '3016' } as const;
    expect(judge(ours, {}, [{}, ours])).toBe(0);
    expect(judge(ours, {}, [{}, { end: 'fatal', fatal: '1002' }])).toBe(1);
    expect(judge({ end: 'hang' }, {}, [ours])).toBe(1);
    expect(judge({ faults: ['decide: x'] }, {}, [{ faults: ['decide: x'] }])).toBe(1);
  });
  it('forgives no exception of ours, and only those of the player that the built-in rule meets too', () => {
    expect(judge({ faults: ['decide: RangeError'] }, { faults: ['decide: RangeError'] })).toBe(1);
    expect(judge({ escapes: ['Error: x\n at a'] }, { escapes: ['Error: x\n at b'] })).toBe(0);
    expect(judge({ escapes: ['Error: x'] }, { escapes: ['Error: y'] })).toBe(1);
    expect(judge({ internal: ['Error: x'] })).toBe(1);
    expect(judge({ leftovers: ['timer'] })).toBe(1);
  });
});
