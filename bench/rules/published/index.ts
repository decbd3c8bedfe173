import type { Rule } from 'evenkeel/simulator';
import type { RuleEntry } from '../entry.ts';
import { bbaRule } from './bba/bba-rule.ts';
import { bolaERule } from './bola-e/bola-e-rule.ts';
import { festiveRule } from './festive/festive-rule.ts';
import { fuguRule } from './fugu/fugu-rule.ts';
import { withDeclaredRates } from './ladder/declared-rates.ts';
import { robustMpcRule } from './robust-mpc/robust-mpc-rule.ts';
import { sodaRule } from './soda/soda-rule.ts';
import { throughputRule } from './throughput/throughput-rule.ts';

const published = (name: string, title: string, source: string, make: () => Rule): RuleEntry => ({
  name,
  title,
  kind: 'published',
  source,
  load: () => Promise.resolve(withDeclaredRates(make())),
});

/** The rules of papers, written here from them. Each one's constants are in its folder. */
export const PUBLISHED_RULES: readonly RuleEntry[] = [
  published(
    'throughput',
    'Throughput',
    'The plain rule: the highest rung below 0.9 x the harmonic mean of the last 5 segments (bits / (last bit - request)). Nothing tuned.',
    throughputRule,
  ),
  published(
    'bba',
    'BBA',
    "Huang et al., SIGCOMM 2014: BBA-0 map and hysteresis, BBA-1 sizes and reservoir where sizes are known, BBA-2 start; lengths shrink by goal / 240 s for a smaller buffer, down to the 5 s and 10 s that Pensieve's paper gave reservoir and cushion. Nothing tuned.",
    bbaRule,
  ),
  published(
    'bola-e',
    'BOLA-E',
    'Spiteri et al., MMSys 2018 (BOLA-E with BOLA-O, insufficient buffer rule, abandonment), constants of Sabre and dash.js: 10 s + 2 s per rung or the goal. Nothing tuned.',
    bolaERule,
  ),
  published(
    'festive',
    'FESTIVE',
    'Jiang et al., CoNEXT 2012: harmonic mean of 20, target 0.85, alpha 12, gradual switching, random buffer target. Nothing tuned.',
    festiveRule,
  ),
  published(
    'robust-mpc',
    'RobustMPC',
    "Yin et al., SIGCOMM 2015: exact 5-segment plan, harmonic mean of 5 / (1 + greatest error of 5), lambda 1, mu = top rate in Mbit/s (Pensieve's 4.3). Nothing tuned.",
    robustMpcRule,
  ),
  published(
    'fugu',
    'Fugu-like MPC',
    'After Yan et al., NSDI 2020: 5-step value iteration over 0.5 s bins, lambda 1. No neural net: errors of an EWMA forecast within the session; ln(rate) for SSIM; mu and the prior of the errors tuned, see fugu/constants.ts.',
    fuguRule,
  ),
  published(
    'soda',
    'SODA',
    'Chen et al., SIGCOMM 2024: monotone search, at most one rung above the forecast (dash.js EWMA). Its weights are not published: tuned, see soda/constants.ts.',
    sodaRule,
  ),
];
