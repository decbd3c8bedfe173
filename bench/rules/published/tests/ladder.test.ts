import { HLS_PLAYER, SHAKA_PLAYER } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { declaredContext } from '../ladder/declared-rates.ts';
import { steadyGoalSeconds } from '../ladder/steady-goal.ts';
import { contentOf, contextOf, live, RATES, vod } from './play.ts';

describe('what a rule knows of the ladder', () => {
  const content = contentOf(RATES, 4, (segment) => (segment % 2 ? 1.5 : 0.5));
  const lowest = (options: Parameters<typeof contextOf>[0]): number | undefined =>
    declaredContext(contextOf({ content, ...options })).renditions[0]?.rateBitsPerSecond;

  it('is the peak with DASH, the average with HLS and wherever sizes are known', () => {
    expect(lowest({ player: SHAKA_PLAYER })).toBe(450_000);
    expect(lowest({ player: HLS_PLAYER })).toBe(300_000);
    expect(lowest({ player: SHAKA_PLAYER, sizesKnown: true })).toBe(300_000);
  });

  it("takes as its goal what there can be at a request: the player's for the top rung, live what the edge leaves", () => {
    expect(steadyGoalSeconds(contextOf({ player: vod(25) }))).toBe(25);
    expect(steadyGoalSeconds(contextOf({ player: HLS_PLAYER }))).toBeCloseTo(480 / 4.3, 6);
    expect(steadyGoalSeconds(contextOf({ player: live(6), content: contentOf(RATES, 2) }))).toBe(4);
    expect(steadyGoalSeconds(contextOf({ player: live(6), content: contentOf(RATES, 6) }))).toBe(3);
  });
});
