/** Rows as a benchmark would write them, from a formula and a seed: for tests, and to look at the report. */
import type { ResultRow } from '../../results/row.ts';

export interface SyntheticOptions {
  readonly networks?: readonly string[];
  readonly players?: readonly string[];
  readonly ladders?: readonly string[];
  readonly rules?: readonly string[];
  /** Per network. */
  readonly traces?: number;
  readonly seed?: number;
}

export const SYNTHETIC_NETWORKS = ['fixed-line', 'wifi', '3g-commute', 'lte-drive', '5g-handover', 'leo', 'congested-evening'];
export const SYNTHETIC_RULES = [
  'evenkeel',
  'hls.js',
  'shaka',
  'dash-dynamic',
  'dash-bola',
  'l2a',
  'lol-plus',
  'bba',
  'bola-e',
  'festive',
  'robust-mpc',
  'fugu-like',
  'soda',
  'throughput',
  'lowest',
  'best-fixed',
  'clairvoyant-mpc',
  'optimum',
];
export const SYNTHETIC_BOUNDS = ['lowest', 'best-fixed', 'clairvoyant-mpc', 'optimum'];
const REGIONS = ['north-america', 'europe', 'asia-pacific', 'latin-america', 'africa-middle-east'];

/** Greed 0..1 (how near the limit it plays), switching (times a minute) of each rule: invented, and nobody's verdict. */
const HABITS: Readonly<Record<string, readonly [greed: number, switching: number]>> = {
  evenkeel: [0.8, 0.9],
  'hls.js': [0.62, 1.4],
  shaka: [0.68, 1.7],
  'dash-dynamic': [0.75, 2],
  'dash-bola': [0.76, 2.6],
  l2a: [0.7, 3.5],
  'lol-plus': [0.72, 3.1],
  bba: [0.98, 3.6],
  'bola-e': [0.77, 1.8],
  festive: [0.6, 1.4],
  'robust-mpc': [0.84, 2.8],
  'fugu-like': [0.8, 2.4],
  soda: [0.79, 1.1],
  throughput: [0.86, 4.2],
  lowest: [0, 0],
  'best-fixed': [0.82, 0],
  'clairvoyant-mpc': [0.93, 0.8],
  optimum: [0.98, 0.5],
};

export function syntheticRows(options: SyntheticOptions = {}): ResultRow[] {
  const { networks = SYNTHETIC_NETWORKS, players = ['hls', 'shaka', 'live'], ladders = ['pensieve-6', 'hls-8'] } = options;
  const { rules = SYNTHETIC_RULES, traces = 8, seed = 1 } = options;
  const rows: ResultRow[] = [];
  networks.forEach((network, n) => {
    for (let t = 0; t < traces; t += 1) {
      const difficulty = (n + 1) / (networks.length + 2) + 0.25 * noise(seed, n, t, 1);
      const region = REGIONS[Math.floor(noise(seed, n, t, 2) * REGIONS.length)] as string;
      players.forEach((player, p) => {
        ladders.forEach((ladder, l) => {
          const place: Place = { network, region, trace: `${network}-${t}`, traceOffsetSeconds: 0, ladder, player, seed: t };
          for (const rule of rules) rows.push(syntheticRow(place, rule, difficulty + 0.1 * p, noise(seed, n, t, 3 + 7 * p + l)));
        });
      });
    }
  });
  return rows;
}

type Place = Pick<ResultRow, 'network' | 'region' | 'trace' | 'traceOffsetSeconds' | 'ladder' | 'player' | 'seed'>;

function syntheticRow(place: Place, rule: string, difficulty: number, luck: number): ResultRow {
  const [greed, switching] = HABITS[rule] ?? [0.5, 2];
  const knows = SYNTHETIC_BOUNDS.includes(rule);
  const optimumScore = 0.95 - 0.6 * difficulty - 0.1 * luck;
  const lowestScore = -0.3 * difficulty * luck;
  const own = noise(hash(rule), hash(place.trace + place.player + place.ladder), 5, 6);
  const risk = Math.max(0, (knows ? 0.2 : 1) * (difficulty - 0.45) + 0.5 * (greed - 0.7) + 0.35 * (own - 0.5));
  const stallCount = Math.round(6 * risk * risk * (1 + 2 * luck));
  const stallSeconds = stallCount * (1 + 5 * own);
  const rebufferingRatio = stallSeconds / (stallSeconds + 180);
  const switchesPerMinute = switching * (0.5 + difficulty) * (0.6 + 0.8 * own);
  const meanUtility = Math.max(0, Math.min(1, greed * (1 - 0.6 * difficulty) + 0.05 * own));
  const loss = (1 - greed) * 0.7 + 0.03 * switchesPerMinute + 2.5 * rebufferingRatio + 0.05 * own;
  const raw = rule === 'optimum' ? optimumScore : optimumScore - loss * (optimumScore - lowestScore);
  const score = rule === 'lowest' ? lowestScore : Math.min(raw, optimumScore);
  const totalBytes = 2e6 + 9e7 * meanUtility ** 2;
  const lowestStalls = Math.round(Math.max(0, 4 * (difficulty - 0.8)));
  return {
    ...place,
    rule,
    traceMeanBitsPerSecond: 8e6 * (1.2 - difficulty),
    startupSeconds: 0.5 + 2 * difficulty + (knows ? 0 : greed) * own,
    stallCount,
    stallSeconds,
    longestStallSeconds: stallCount > 0 ? stallSeconds * (0.4 + 0.6 / stallCount) : 0,
    rebufferingRatio,
    meanRateBitsPerSecond: 3e5 * (4300 / 300) ** meanUtility,
    meanUtility,
    switchCount: Math.round(3 * switchesPerMinute),
    switchesPerMinute,
    meanUtilityStep: 0.012 * switchesPerMinute,
    totalBytes,
    wastedBytes: totalBytes * 0.01 * own,
    qoeLinear: score - 0.03,
    qoeLog: score + 0.05,
    qoeSoda: score - 0.02,
    ...(place.ladder === 'pensieve-6' ? { qoeVmaf: 100 * score } : {}),
    score,
    lowestScore,
    optimumScore,
    boundScore: optimumScore + 0.01,
    fractionOfOptimum: (score - lowestScore) / (optimumScore - lowestScore),
    regret: optimumScore - score,
    sustained: difficulty < 0.98,
    feasible: lowestStalls === 0,
    avoidableStalls: Math.max(0, stallCount - lowestStalls),
    outcome: 'end',
  };
}

/** A number in [0, 1) of four numbers. */
export function noise(a: number, b: number, c: number, d: number): number {
  let mixed = 0x9e3779b9;
  for (const part of [a, b, c, d]) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return (mixed >>> 0) / 2 ** 32;
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) | 0;
  return value;
}
