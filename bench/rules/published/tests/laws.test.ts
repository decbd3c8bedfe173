import type { Rule } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { PUBLISHED_RULES } from '../index.ts';
import { constant, contentOf, live, play, RATES, rungs, vod, wandering } from './play.ts';

const rules = await Promise.all(PUBLISHED_RULES.map((entry) => entry.load()));

/** Median rung of the last quarter. */
function settled(rule: Rule, kbps: number, options: Parameters<typeof play>[2] = {}): number {
  const chosen = rungs(play(rule, constant(kbps), { contentSeconds: 600, ...options }));
  const last = chosen.slice(Math.floor(chosen.length * 0.75)).sort((a, b) => a - b);
  return last[Math.floor(last.length / 2)] as number;
}

describe('the list of published rules', () => {
  it('has unique names that the rules bear', () => {
    expect(rules.map((rule) => rule.name)).toEqual(PUBLISHED_RULES.map((entry) => entry.name));
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
    expect(PUBLISHED_RULES.every((entry) => entry.kind === 'published' && entry.source.length > 30)).toBe(true);
  });
});

describe.each(rules)('$name', (rule) => {
  it('reaches the top rung on a fast line', () => {
    expect(rungs(play(rule, constant(40_000), { contentSeconds: 600 })).at(-1)).toBe(RATES.length - 1);
    // BBA's map does not shrink below 15 s: its top rungs are out of reach of such a player.
    if (rule.name !== 'bba') expect(settled(rule, 40_000, { player: vod(10) })).toBe(RATES.length - 1);
    expect(settled(rule, 40_000, { player: vod(30), sizesKnown: false })).toBe(RATES.length - 1);
  });

  it('plays the lowest rung on a line slower than that', () => {
    const chosen = rungs(play(rule, constant(200)));
    expect(chosen.slice(4).every((rung) => rung === 0)).toBe(true);
  });

  it('never settles lower on a faster line', () => {
    const lines = [250, 400, 600, 900, 1400, 2200, 3500, 5000, 9000, 20_000];
    const ends = lines.map((kbps) => settled(rule, kbps));
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it('decides the same twice, also when sessions alternate', () => {
    const options = { seed: 5 };
    const first = play(rule, wandering(1, 1500), options);
    play(rule, wandering(2, 800), { seed: 6 });
    expect(play(rule, wandering(1, 1500), options)).toEqual(first);
  });

  const scene = (segment: number): number => (segment % 20 < 8 ? 0.15 : 1.6);
  const odd: [string, Parameters<typeof play>[2]][] = [
    ['two rungs', { content: contentOf([500, 5000]) }],
    ['ten rungs that nearly equal', { content: contentOf([1000, 1001, 1002, 1100, 1101, 2000, 2001, 2002, 2003, 2004]) }],
    ['static and hard scenes, sizes known', { content: contentOf(RATES, 4, scene) }],
    ['static and hard scenes, sizes unknown', { content: contentOf(RATES, 4, scene), sizesKnown: false }],
    ['a live goal of 6 s', { content: contentOf(RATES, 2), player: live(6) }],
    ['live with segments as long as the latency', { content: contentOf(RATES, 6), player: live(6) }],
    ['a goal of 6 s', { player: vod(6) }],
    ['a goal of 600 s', { player: vod(600), contentSeconds: 900 }],
    ['a goal below a segment', { content: contentOf(RATES, 10), player: vod(6) }],
    ['half-second segments', { content: contentOf(RATES, 0.5), contentSeconds: 60 }],
    ['segments of a minute', { content: contentOf(RATES, 60), contentSeconds: 600 }],
    ['double speed', { playbackRate: 2 }],
    [
      'seeks',
      {
        seeks: [
          { atSeconds: 20, toSeconds: 100 },
          { atSeconds: 60, toSeconds: 5 },
        ],
      },
    ],
    ['separate audio', { content: { ...contentOf(), audio: { rateBitsPerSecond: 128_000 } } }],
    ['a choice made after the append', { player: { ...vod(20), asksRuleAt: 'append', appendSeconds: 0.05 } }],
  ];
  it.each(odd)('stays in the ladder and plays to the end: %s', (_, options) => {
    for (const seed of [1, 2, 3]) {
      // The simulator itself refuses a rung outside the ladder.
      const record = play(rule, wandering(seed, 2500), options);
      expect(record.outcome).toBe('end');
    }
  });
});
