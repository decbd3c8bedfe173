/**
 * What the papers found must come out here too, and what is impossible must not. On built-in networks, so that it runs anywhere;
 * always the same draws. Counts are small: the whole file is a matter of seconds.
 */
import {
  clairvoyantMpcRule,
  drawNetwork,
  HLS_PLAYER,
  LIVE_PLAYER,
  measureSession,
  NETWORK_FAMILIES,
  offlineOptimum,
  type PlayerModel,
  type Rule,
  type SessionMetrics,
  type SessionOptions,
  SHAKA_PLAYER,
  simulateSession,
} from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { findLadder } from '../input/ladders/built-in.ts';
import { ALL_RULES } from '../rules/index.ts';
import { PUBLISHED_RULES } from '../rules/published/index.ts';
import { SODA_WEIGHTS } from '../rules/published/soda/constants.ts';
import { sodaRule } from '../rules/published/soda/soda-rule.ts';

const ladder = (name: string) => findLadder(name) as NonNullable<ReturnType<typeof findLadder>>;
const CONTENT_SECONDS = 180;

/** A goal of 60 s and nothing else, as in Pensieve's simulator. */
const { bufferGoalBits: _, maxBufferGoalSeconds: __, ...TIMED } = HLS_PLAYER;
const SIXTY: PlayerModel = { ...TIMED, name: 'sixty', bufferGoalSeconds: 60 };

function draw(family: string, seed: number, rest: Pick<SessionOptions, 'content' | 'player' | 'sizesKnown'>): SessionOptions {
  const { trace, rttSeconds } = drawNetwork(family, seed, 600);
  return { ...rest, trace, rttSeconds, contentSeconds: CONTENT_SECONDS, seed };
}

const play = (options: SessionOptions, rule: Rule): SessionMetrics => measureSession(simulateSession(options, rule), options.content);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('on fixed lines, Pensieve ladder, sizes known, a goal of 60 s', async () => {
  const sessions = Array.from({ length: 40 }, (_, i) =>
    draw('fixed-line', i + 1, { content: ladder('pensieve-6'), player: SIXTY, sizesKnown: true }),
  );
  const smoothSoda = sodaRule({ ...SODA_WEIGHTS, switchWeight: 60 });
  const rules = await Promise.all(PUBLISHED_RULES.map(async ({ name, load }): Promise<[string, Rule]> => [name, await load()]));
  const results = new Map(
    [...rules, ['soda, smooth', smoothSoda] as const].map(([name, rule]) => [name, sessions.map((each) => play(each, rule))]),
  );
  const figure = (name: string, read: (metrics: SessionMetrics) => number): number => mean((results.get(name) ?? []).map(read));
  const qoeLinear = (name: string): number => figure(name, (metrics) => metrics.qoeLinear);
  const score = (name: string): number => figure(name, (metrics) => metrics.score);
  const switches = (name: string): number => figure(name, (metrics) => metrics.switchesPerMinute);

  // Yin et al. 2015 and Mao et al. 2017. Also measured on the real FCC traces of 2016 (0.333, 0.307, 0.251). Not on whole logs of
  // the Norwegian 3G set: there outages of minutes decide, and the most timid rule has the best mean.
  it('RobustMPC is above BBA and BBA above the throughput rule, in QoE-linear', () => {
    expect(qoeLinear('robust-mpc')).toBeGreaterThan(qoeLinear('bba') + 0.01);
    expect(qoeLinear('bba')).toBeGreaterThan(qoeLinear('throughput') + 0.01);
  });

  // Chen et al. 2024 claim smoothness, and publish no weights. With a switch weight of 60 it comes out: SODA switches least of all
  // published rules whose J is within 0.02 of the best. The weights that we give SODA by default are those that make its J
  // greatest on the development traces (soda/constants.ts), with more switches; then it does not.
  it('SODA with a greater switch weight switches least among the good ones', () => {
    const published = PUBLISHED_RULES.map(({ name }) => name).filter((name) => name !== 'soda');
    const best = Math.max(...published.map(score));
    expect(score('soda, smooth')).toBeGreaterThan(best - 0.02);
    const good = published.filter((name) => score(name) > best - 0.02);
    expect(good.length).toBeGreaterThanOrEqual(2);
    for (const name of good) expect(switches('soda, smooth'), name).toBeLessThan(0.9 * switches(name));
  });

  it('SODA as tuned for J switches less than RobustMPC', () => {
    expect(switches('soda')).toBeLessThan(switches('robust-mpc'));
  });
});

describe('the optimum', () => {
  it('no rule is above the bound, and the known schedule neither, on any network in any player', { timeout: 120_000 }, async () => {
    const rules = await Promise.all(ALL_RULES.map(async ({ name, load }): Promise<[string, Rule]> => [name, await load()]));
    const ladders = [ladder('pensieve-6'), ladder('vbr-7'), ladder('hd-8')];
    const wrong = NETWORK_FAMILIES.flatMap(({ id }, family) =>
      [HLS_PLAYER, SHAKA_PLAYER, LIVE_PLAYER].flatMap((player, i) => {
        const content = ladders[(family + i) % ladders.length] as (typeof ladders)[number];
        const options = { ...draw(id, 100 + family, { content, player, sizesKnown: i === 0 }), contentSeconds: 90 };
        const { score, upperBound } = offlineOptimum(options);
        const scores = [['schedule', score] as const, ...rules.map(([name, rule]) => [name, play(options, rule).score] as const)];
        return scores
          .filter(([, each]) => !(each <= upperBound + 1e-9))
          .map(([name, each]) => `${name} ${each} > ${upperBound} in ${player.name} / ${id}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  // Where the whole line is known and steady, planning five segments ahead must nearly do: the share of the way from always-lowest.
  it('clairvoyant MPC is within 10 % of it on fixed lines', { timeout: 60_000 }, () => {
    const sessions = Array.from({ length: 8 }, (_, i) =>
      draw('fixed-line', i + 1, { content: ladder('pensieve-6'), player: SIXTY, sizesKnown: true }),
    );
    const clairvoyant = mean(sessions.map((each) => play(each, clairvoyantMpcRule()).score));
    const lowest = mean(sessions.map((each) => play(each, { name: 'lowest', start: () => ({ choose: () => 0 }) }).score));
    const optimum = mean(sessions.map((each) => offlineOptimum(each).score));
    expect((clairvoyant - lowest) / (optimum - lowest)).toBeGreaterThan(0.9);
  });
});
