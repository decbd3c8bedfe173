import { describe, expect, it } from 'vitest';
import { bbaRule } from '../bba/bba-rule.ts';
import { BufferMap } from '../bba/buffer-map.ts';
import { constant, contentOf, contextOf, deliver, play, RATES, rungs, viewOf, vod } from './play.ts';

const bitsOf = (rung: number): number => (RATES[rung] as number) * 4000;

describe("BBA's map", () => {
  it("has the paper's lengths at 240 s and shrinks with the goal", () => {
    const paper = new BufferMap(contextOf({ player: vod(240) }));
    expect(paper.reservoirSeconds(0, 1000)).toBe(90);
    expect(paper.fullSeconds).toBe(216);
    expect(new BufferMap(contextOf({ player: vod(600) })).fullSeconds).toBe(216);
    const small = new BufferMap(contextOf({ player: vod(60) }));
    expect(small.reservoirSeconds(0, 1000)).toBe(22.5);
    expect(small.fullSeconds).toBe(54);
  });

  it('is linear over the cushion and flat beside it', () => {
    const map = new BufferMap(contextOf());
    for (let share = 0; share <= 1; share += 0.125) {
      const bits = map.allowedBits(10 + share * (map.fullSeconds - 10), 10);
      expect(bits).toBeCloseTo(bitsOf(0) + share * (bitsOf(5) - bitsOf(0)), 3);
    }
    expect(map.allowedBits(3, 10)).toBe(bitsOf(0));
    expect(map.allowedBits(1000, 10)).toBe(bitsOf(5));
  });

  it('keeps room for a slow download however small the goal', () => {
    const map = new BufferMap(contextOf({ player: vod(6) }));
    expect(map.reservoirSeconds(0, 1000)).toBe(5);
    expect(map.fullSeconds).toBe(15);
  });

  it('raises the reservoir before hard scenes where sizes are known, and not above its limit', () => {
    const hard = new BufferMap(contextOf({ content: contentOf(RATES, 4, (segment) => (segment < 30 ? 0.75 : 1.25)), sizesKnown: true }));
    expect(hard.reservoirSeconds(0, 120)).toBe(5);
    expect(hard.reservoirSeconds(30, 100)).toBeCloseTo(25, 6);
    expect(hard.reservoirSeconds(30, 1000)).toBeLessThanOrEqual(140 / 4);
  });
});

describe('BBA', () => {
  /** Past its start: a download that took longer than it plays. */
  const steady = (): ReturnType<ReturnType<typeof bbaRule>['start']> => {
    const session = bbaRule().start(contextOf({ player: vod(240) }));
    deliver(session, 500, viewOf({ currentIndex: 2 }));
    session.choose(viewOf({ currentIndex: 2 }));
    return session;
  };

  it('is lowest in the reservoir, highest above the cushion', () => {
    expect(steady().choose(viewOf({ bufferSeconds: 89 }))).toBe(0);
    expect(steady().choose(viewOf({ bufferSeconds: 217 }))).toBe(5);
  });

  it('stays between the rungs beside it, and goes as far as the map says beyond', () => {
    // The map allows 1200 kbit/s at 90 + 126 * 0.225 = 118 s; the rungs beside are at 104 and 139 s.
    expect(steady().choose(viewOf({ bufferSeconds: 106 }))).toBe(2);
    expect(steady().choose(viewOf({ bufferSeconds: 137 }))).toBe(2);
    expect(steady().choose(viewOf({ bufferSeconds: 140 }))).toBe(3);
    expect(steady().choose(viewOf({ bufferSeconds: 200 }))).toBe(4);
    expect(steady().choose(viewOf({ bufferSeconds: 103 }))).toBe(1);
  });

  it('starts one rung up at a time while downloads gain enough, long before the map would', () => {
    const chosen = rungs(play(bbaRule(), constant(20_000), { player: vod(240) }));
    expect(chosen.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    // 12 % of a segment is all that a rung may take at first.
    expect(rungs(play(bbaRule(), constant(2000), { player: vod(240) })).slice(0, 4)).toEqual([0, 0, 0, 0]);
  });
});
