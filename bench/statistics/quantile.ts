/** Order statistics of a list of figures. */

/** How the figures of many sessions lie. Every field is in the unit of the figure; all null where there are none. */
export interface Distribution {
  /** Sessions that have the figure. */
  readonly count: number;
  readonly mean: number | null;
  readonly p5: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Mean of the worst ceil(count / 10): of the highest where lower is better, of the lowest where higher is better. */
  readonly worstTenth: number | null;
}

/**
 * Quantile of ascending values, `share` in 0..1, by Hyndman and Fan's definition 7 (that of R, NumPy and Excel):
 * at h = (n - 1) x share it lies between the values of ranks floor(h) and floor(h) + 1, in proportion. NaN of none.
 */
export function quantile(ascending: Float64Array, share: number): number {
  const h = (ascending.length - 1) * share;
  const below = Math.floor(h);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[below + 1] ?? low;
  // Equal neighbours first: infinity less infinity is no number.
  return low === high ? low : low + (h - below) * (high - low);
}

/**
 * Puts the value of rank `rank` (from 0) in its place, smaller ones before and greater ones after it (Hoare's selection).
 * No NaN. All before `left` must already be in order with the rest.
 */
export function selectInPlace(values: Float64Array, rank: number, left = 0): number {
  let from = left;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1] as number;
    let i = from;
    let j = to;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const held = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = held;
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return values[rank] as number;
}

/** `quantile` of several rising shares of values in any order, which it moves about: no need to sort a million figures for five. No NaN. */
export function quantilesInPlace(values: Float64Array, shares: readonly number[]): number[] {
  let left = 0;
  return shares.map((share) => {
    if (values.length === 0) return Number.NaN;
    const h = (values.length - 1) * share;
    const below = Math.floor(h);
    const low = selectInPlace(values, below, Math.min(left, below));
    left = below;
    if (h === below) return low;
    const high = selectInPlace(values, below + 1, below + 1);
    return low === high ? low : low + (h - below) * (high - low);
  });
}

/** Moves the numbers to the front, in their order, and returns that part: NaN = the session has no such figure. */
export function knownInPlace(values: Float64Array): Float64Array {
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) values[count++] = value;
  return values.subarray(0, count);
}

const NOTHING: Distribution = { count: 0, mean: null, p5: null, p50: null, p95: null, p99: null, worstTenth: null };

/** The distribution of `values`, whose order it changes. NaN is left out. */
export function distribution(values: Float64Array, better: 'higher' | 'lower'): Distribution {
  const known = knownInPlace(values);
  const count = known.length;
  if (count === 0) return NOTHING;
  // Before anything is moved: the same figures in the same order give the same sum to the last digit.
  const mean = meanOf(known);
  const [p5, p50, p95, p99] = quantilesInPlace(known, [0.05, 0.5, 0.95, 0.99]) as [number, number, number, number];
  const tail = Math.ceil(count / 10);
  selectInPlace(known, better === 'lower' ? count - tail : tail - 1);
  const worst = better === 'lower' ? known.subarray(count - tail) : known.subarray(0, tail);
  return { count, mean, p5, p50, p95, p99, worstTenth: meanOf(worst) };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
