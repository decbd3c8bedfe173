/** What is possible: rules that dare nothing, and rules that know the future. */
import { bestFixedRule, clairvoyantMpcRule, lowestRule, optimumRule } from 'evenkeel/simulator';
import type { RuleEntry } from '../entry.ts';

export const BOUND_RULES: readonly RuleEntry[] = [
  {
    name: 'lowest',
    title: 'always lowest',
    kind: 'bound',
    source: 'Always the lowest rendition: what the network alone does to a session.',
    load: async () => lowestRule(),
  },
  {
    name: 'best-fixed',
    title: 'best fixed (clairvoyant)',
    kind: 'bound',
    source: 'Clairvoyant: plays every rendition all along in the simulator and keeps the one with the best score J.',
    load: async () => bestFixedRule(),
  },
  {
    name: 'clairvoyant-mpc',
    title: 'clairvoyant MPC, 5 segments',
    kind: 'bound',
    source:
      'Clairvoyant: RobustMPC (Yin et al., SIGCOMM 2015) with the true network and sizes for a forecast, planning five segments for J. What follows a plan is valued by an upper bound on the rest of the session (bits of the link have a price at every time).',
    load: async () => clairvoyantMpcRule(),
  },
  {
    name: 'optimum',
    title: 'offline optimum (clairvoyant)',
    kind: 'bound',
    source:
      'Clairvoyant: the best schedule that a search over the known future finds (src/simulator/bounds/optimum.ts), played in the simulator. An upper bound over all rules is reckoned beside it.',
    load: async () => optimumRule(),
  },
];
