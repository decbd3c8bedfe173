import { describe, expect, it } from 'vitest';
import { bolaERule } from '../bola-e/bola-e-rule.ts';
import { BolaLevels } from '../bola-e/bola-levels.ts';
import { Placeholder } from '../bola-e/placeholder.ts';
import { constant, contextOf, deliver, play, RATES, rungs, traceOf, viewOf, vod } from './play.ts';

const levels = (goalSeconds: number): BolaLevels =>
  new BolaLevels(
    Float64Array.from(RATES, (rate) => rate * 1000),
    goalSeconds,
  );

describe("BOLA's levels", () => {
  it('end the lowest rung at 10 s and the top at the goal, or at 10 s + 2 s a rung', () => {
    expect(levels(60).maximum(0)).toBeCloseTo(10, 9);
    expect(levels(60).maximum(5)).toBeCloseTo(60, 9);
    expect(levels(6).maximum(5)).toBeCloseTo(22, 9);
  });

  it('choose the lowest below all thresholds, each rung between its own, the top above', () => {
    const bola = levels(20);
    expect(bola.best(0)).toBe(0);
    for (let rung = 1; rung < RATES.length; rung++) {
      expect(bola.best(bola.minimum(rung) - 1e-6)).toBeLessThan(rung);
      expect(bola.best(bola.minimum(rung) + 1e-6)).toBe(rung);
      expect(bola.minimum(rung)).toBeGreaterThan(bola.minimum(rung - 1));
      expect(bola.minimum(rung)).toBeLessThan(bola.maximum(rung));
    }
    expect(bola.best(1000)).toBe(5);
    expect(bola.score(3, bola.maximum(3) + 1)).toBeLessThan(0);
  });
});

describe('the placeholder buffer', () => {
  it('makes the rung of the throughput the choice, shrinks by a hundredth and never passes the rung that came', () => {
    const bola = levels(60);
    const placeholder = new Placeholder(bola);
    placeholder.begin(4, 4);
    expect(bola.best(4 + placeholder.seconds + 1e-9)).toBe(4);
    const { seconds } = placeholder;
    placeholder.downloaded(4, bola.minimum(4) - 0.985 * seconds, false);
    expect(placeholder.seconds).toBeCloseTo(0.99 * seconds, 9);
    placeholder.seconds = 100;
    placeholder.downloaded(2, 5, false);
    expect(5 + placeholder.seconds).toBeCloseTo(bola.maximum(2), 9);
    placeholder.lowerTo(0, 3);
    expect(placeholder.seconds).toBeCloseTo(7, 9);
    expect(placeholder.absorb(10)).toBeCloseTo(3, 9);
    expect(placeholder.seconds).toBe(0);
  });
});

describe('BOLA-E', () => {
  it('takes the throughput rung as soon as there is a throughput', () => {
    expect(rungs(play(bolaERule(), constant(2500), { rttSeconds: 0 })).slice(0, 2)).toEqual([0, 3]);
  });

  it('does not go above the throughput rung, and waits there rather than fill its buffer', () => {
    const record = play(bolaERule(), constant(2000), { contentSeconds: 600, rttSeconds: 0 });
    const last = record.segments.slice(-20);
    expect(last.every((segment) => segment.renditionIndex === 3)).toBe(true);
    const top = levels(60).maximum(3);
    // It may load until the level, and the segment that is on its way comes on top.
    expect(Math.max(...last.map((segment) => segment.bufferSeconds))).toBeLessThanOrEqual(top + 0.2);
    expect(Math.max(...last.map((segment) => segment.bufferSeconds))).toBeGreaterThan(top - 4);
  });

  it('waits above the level of a lower rung and not at the top', () => {
    const session = bolaERule().start(contextOf());
    const view = (bufferSeconds: number, currentIndex: number): ReturnType<typeof viewOf> => viewOf({ bufferSeconds, currentIndex });
    deliver(session, 1000, view(20, 1));
    // 1000 kbit/s allow rung 1; its level ends at 10 + 50 * ln(2.5) / ln(14.3) = 27.2 s.
    expect(session.waitSeconds?.(view(26, 1))).toBe(0);
    expect(session.waitSeconds?.(view(30, 1))).toBeCloseTo(30 - levels(60).maximum(1), 6);
    expect(session.waitSeconds?.(view(70, 5))).toBe(0);
  });

  it('lowers what would not come before the buffer ends', () => {
    const session = bolaERule().start(contextOf({ player: vod(10) }));
    deliver(session, 1300, viewOf({ bufferSeconds: 2, currentIndex: 2 }));
    // 0.81 x 2 s x 1300 kbit/s = 2.1 Mbit: only the lowest rung's 1.2 Mbit fit.
    expect(session.choose(viewOf({ bufferSeconds: 2, currentIndex: 2 }))).toBe(0);
  });

  it('gives up a segment when the line breaks down', () => {
    const trace = traceOf([
      { durationSeconds: 60, rateBitsPerSecond: 6_000_000 },
      { durationSeconds: 200, rateBitsPerSecond: 350_000 },
    ]);
    const record = play(bolaERule(), trace, { player: vod(12) });
    expect(record.segments.some((segment) => segment.restarts > 0)).toBe(true);
    expect(record.wastedBits).toBeGreaterThan(0);
  });
});
