/** How dash.js is configured for each of its five strategies, in its own settings. */

export interface Strategy {
  readonly name: string;
  /** For charts, after `dash.js <version> `. */
  readonly title: string;
  /** Changes to the default settings, under `streaming.abr.rules`. */
  readonly rules: Readonly<Record<string, { readonly active: boolean }>>;
  /** Whether AbandonRequestsRule runs. */
  readonly abandons: boolean;
  /** What of dash.js decides. */
  readonly what: string;
}

const ON = { active: true };
const OFF = { active: false };

/** dash.js's low-latency test player: L2A-LL and LoL+ stand alone, every other rule is switched off with them. */
const ALONE = {
  throughputRule: OFF,
  bolaRule: OFF,
  insufficientBufferRule: OFF,
  switchHistoryRule: OFF,
  abandonRequestsRule: OFF,
};

const HELPERS = 'with InsufficientBufferRule, SwitchHistoryRule and AbandonRequestsRule';
const STANDALONE = 'alone, as dash.js runs it; made for low-latency live, here on whatever is played';

export const STRATEGIES: readonly Strategy[] = [
  {
    name: 'dash-dynamic',
    title: 'DYNAMIC',
    rules: {},
    abandons: true,
    what: `the default, ThroughputRule and BolaRule in turn, ${HELPERS}`,
  },
  { name: 'dash-bola', title: 'BOLA', rules: { throughputRule: OFF }, abandons: true, what: `BolaRule ${HELPERS}` },
  { name: 'dash-throughput', title: 'throughput', rules: { bolaRule: OFF }, abandons: true, what: `ThroughputRule ${HELPERS}` },
  { name: 'dash-l2a', title: 'L2A-LL', rules: { ...ALONE, l2ARule: ON }, abandons: false, what: `L2ARule ${STANDALONE}` },
  { name: 'dash-lolp', title: 'LoL+', rules: { ...ALONE, loLPRule: ON }, abandons: false, what: `LoLPRule ${STANDALONE}` },
];

/** `streaming.buffer` for a player that stops filling at a goal below dash.js's own (18 s, and 30 or 60 s at the top). */
export function bufferSettings(goalSeconds: number): object {
  const atMost = (defaultSeconds: number): number => Math.min(defaultSeconds, goalSeconds);
  return { bufferTimeDefault: atMost(18), bufferTimeAtTopQuality: atMost(30), bufferTimeAtTopQualityLongForm: atMost(60) };
}
