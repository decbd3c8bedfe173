/** Data at equal quality: what our engine loads where its mean utility is another rule's, against what that rule loads. */
import type { ResultRow } from '../results/row.ts';
import { middle95, resampleSums } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/index.ts';
import { isSetting } from './settings.ts';

export interface EqualUtility {
  /** 100 x (our data / the peer's - 1). Null where none of our settings has as much, or as little, utility as the peer. */
  readonly percent: number | null;
  /** Over whole traces; null also where too many resamples have no such point. */
  readonly interval: Interval | null;
}

/** Utility and data of one rule. */
interface Point {
  readonly utility: number;
  readonly bytes: number;
}

/** Of more resamples than this share there must be a figure. */
const LEAST_SHARE = 0.9;
const PER_RULE = 2;

/** `rows` of one player's sessions, which all rules have played. */
export function equalUtility(rows: readonly ResultRow[], peer: string, seed = 1, resamples = 1000): EqualUtility {
  const rules = [peer, ...new Set(rows.map(({ rule }) => rule).filter(isSetting))];
  const traces = [...new Set(rows.map(traceKey))].sort();
  const width = rules.length * PER_RULE;
  const sums = new Float64Array(traces.length * width);
  const places = new Map(traces.map((trace, i) => [trace, i]));
  for (const row of rows) {
    const rule = rules.indexOf(row.rule);
    if (rule < 0) continue;
    const at = (places.get(traceKey(row)) as number) * width + rule * PER_RULE;
    sums[at] = (sums[at] as number) + row.meanUtility;
    sums[at + 1] = (sums[at + 1] as number) + row.totalBytes;
  }
  const total = new Float64Array(width);
  for (let i = 0; i < sums.length; i += 1) total[i % width] = (total[i % width] as number) + (sums[i] as number);
  const drawn = resampleSums(sums, width, traces.length < 2 ? 0 : resamples, seed);
  const figures = Float64Array.from({ length: drawn.length / width }, (_, i) => percentOf(drawn.subarray(i * width, (i + 1) * width)));
  const known = figures.filter(Number.isFinite);
  const percent = percentOf(total);
  return {
    percent: Number.isFinite(percent) ? percent : null,
    interval: Number.isFinite(percent) && known.length > LEAST_SHARE * figures.length ? middle95(known) : null,
  };
}

const traceKey = ({ network, trace }: ResultRow): string => JSON.stringify([network, trace]);

/** Sums instead of means: every rule has played as many sessions. The peer stands first. NaN where it is beyond our settings. */
function percentOf(sums: Float64Array): number {
  const points = Array.from(
    { length: sums.length / PER_RULE },
    (_, rule): Point => ({
      utility: sums[rule * PER_RULE] as number,
      bytes: sums[rule * PER_RULE + 1] as number,
    }),
  );
  const [peer, ...ours] = points as [Point, ...Point[]];
  return 100 * (bytesAt(ours, peer.utility) / peer.bytes - 1);
}

/** Along the straight line between the two neighbours in utility, bytes on a logarithmic scale. */
function bytesAt(points: readonly Point[], utility: number): number {
  const rising = [...points].sort((a, b) => a.utility - b.utility);
  const above = rising.findIndex((point) => point.utility >= utility);
  const high = rising[above];
  if (high?.utility === utility) return high.bytes;
  const low = rising[above - 1];
  if (!high || !low) return Number.NaN;
  const share = (utility - low.utility) / (high.utility - low.utility);
  return low.bytes * (high.bytes / low.bytes) ** share;
}
