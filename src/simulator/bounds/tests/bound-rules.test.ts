import { describe, expect, it } from 'vitest';
import { createTrace, findProfile, type NetworkTrace } from '../../../link/index.ts';
import { createContent } from '../../content.ts';
import { measureSession } from '../../metrics/measure-session.ts';
import { HLS_PLAYER, LIVE_PLAYER, SHAKA_PLAYER } from '../../player-model.ts';
import type { Rule } from '../../rule.ts';
import { simulateSession } from '../../session.ts';
import type { SessionOptions } from '../../session-options.ts';
import { clairvoyantMpcRule } from '../clairvoyant-mpc.ts';
import { bestFixedRule, fixedRule, lowestRule } from '../fixed-rules.ts';
import { offlineOptimum } from '../optimum.ts';
import { optimumRule } from '../optimum-rule.ts';

const LADDER = [0.3e6, 0.75e6, 1.2e6, 1.85e6, 2.85e6, 4.3e6].map((rateBitsPerSecond) => ({ rateBitsPerSecond }));
const content = createContent({ name: 'six rungs', segmentSeconds: 4, renditions: LADDER });
const live = createContent({ name: 'six rungs, live', segmentSeconds: 2, renditions: LADDER });

const steps = (...mbps: number[]): NetworkTrace =>
  createTrace({ name: 'steps', segments: mbps.map((rate) => ({ durationSeconds: 20, rateBitsPerSecond: rate * 1e6 })) });

const scoreOf = (options: SessionOptions, rule: Rule): number => measureSession(simulateSession(options, rule), options.content).score;

const fixedLines = [1, 1.6, 2.4, 3.6, 6].map((mbps) => steps(mbps)).concat(findProfile('steady')?.trace ?? []);

describe('bound rules', () => {
  it('lowest stays on the first rung', () => {
    const { segments } = simulateSession({ trace: steps(8), content, player: HLS_PLAYER, contentSeconds: 40 }, lowestRule());
    expect(segments.map((segment) => segment.renditionIndex)).toEqual(new Array(10).fill(0));
  });

  it('best-fixed is the best of the rungs', () => {
    for (const trace of [steps(1, 5, 2), steps(3, 0.4), steps(6)]) {
      const options = { trace, content, player: SHAKA_PLAYER, contentSeconds: 80 };
      const each = LADDER.map((_, rung) => scoreOf(options, fixedRule('each', rung)));
      expect(scoreOf(options, bestFixedRule())).toBe(Math.max(...each));
    }
  });

  it('clairvoyant MPC comes within a tenth of the optimum on fixed lines', () => {
    for (const player of [HLS_PLAYER, SHAKA_PLAYER, LIVE_PLAYER]) {
      let reached = 0;
      let possible = 0;
      for (const trace of fixedLines) {
        const options = { trace, content: player.live ? live : content, player, contentSeconds: 120 };
        const lowest = scoreOf(options, lowestRule());
        reached += scoreOf(options, clairvoyantMpcRule()) - lowest;
        possible += offlineOptimum(options, { mostLabels: 100 }).score - lowest;
      }
      expect(reached, player.name).toBeGreaterThan(0.9 * possible);
    }
  });

  it('clairvoyant rules foresee a fall of the link', () => {
    const options = { trace: steps(4, 0.35, 4), content, player: HLS_PLAYER, contentSeconds: 100, rttSeconds: 0.05 };
    for (const rule of [clairvoyantMpcRule(), optimumRule()]) {
      expect(measureSession(simulateSession(options, rule), content).stallSeconds, rule.name).toBeLessThan(1);
    }
  });

  it('the optimum scores as a rule what it promises, and no bound rule scores more', () => {
    for (const trace of [steps(1, 5, 2), steps(3, 0.6, 2), steps(6)]) {
      const options = { trace, content, player: HLS_PLAYER, contentSeconds: 100 };
      const { score, promptUpperBound } = offlineOptimum(options);
      expect(scoreOf(options, optimumRule())).toBe(score);
      for (const rule of [clairvoyantMpcRule(), bestFixedRule()]) {
        expect(scoreOf(options, rule)).toBeLessThanOrEqual(score + 1e-9);
      }
      expect(promptUpperBound - score).toBeLessThan(0.03);
    }
  });
});
