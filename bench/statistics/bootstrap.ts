/**
 * The cluster bootstrap: draws whole traces with replacement, because the sessions of one trace (other ladders, other
 * players, other offsets) are not independent, and intervals over sessions would be too narrow.
 */
import { knownInPlace, quantilesInPlace } from './quantile.ts';
import { seededIndex } from './random.ts';
import type { Interval } from './summary.ts';

/**
 * Sums over resampled clusters. `sums` holds `width` columns a cluster, `[cluster x width + column]`; the result as many
 * a resample. One draw serves all columns, which keeps pairs paired.
 */
export function resampleSums(sums: Float64Array, width: number, resamples: number, seed: number): Float64Array {
  const clusters = width === 0 ? 0 : sums.length / width;
  const result = new Float64Array(resamples * width);
  const times = new Float64Array(clusters);
  const chosen = new Int32Array(clusters);
  const pick = seededIndex(seed);
  for (let resample = 0; resample < resamples; resample += 1) {
    times.fill(0);
    for (let i = 0; i < clusters; i += 1) {
      const cluster = pick(clusters);
      times[cluster] = (times[cluster] as number) + 1;
    }
    let count = 0;
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      if ((times[cluster] as number) > 0) chosen[count++] = cluster;
    }
    addChosen(result.subarray(resample * width, (resample + 1) * width), sums, width, times, chosen.subarray(0, count));
  }
  return result;
}

/** Nearly all the time of a summary is spent here: four clusters at a time, each sum read and written once for the four. */
function addChosen(into: Float64Array, sums: Float64Array, width: number, times: Float64Array, chosen: Int32Array): void {
  let i = 0;
  for (; i + 3 < chosen.length; i += 4) {
    const [a, b, c, d] = [chosen[i] as number, chosen[i + 1] as number, chosen[i + 2] as number, chosen[i + 3] as number];
    const [timesA, timesB, timesC, timesD] = [times[a] as number, times[b] as number, times[c] as number, times[d] as number];
    const rowA = sums.subarray(a * width, (a + 1) * width);
    const rowB = sums.subarray(b * width, (b + 1) * width);
    const rowC = sums.subarray(c * width, (c + 1) * width);
    const rowD = sums.subarray(d * width, (d + 1) * width);
    for (let column = 0; column < width; column += 1) {
      into[column] =
        (into[column] as number) +
        timesA * (rowA[column] as number) +
        timesB * (rowB[column] as number) +
        timesC * (rowC[column] as number) +
        timesD * (rowD[column] as number);
    }
  }
  for (; i < chosen.length; i += 1) {
    const from = (chosen[i] as number) * width;
    const count = times[chosen[i] as number] as number;
    for (let column = 0; column < width; column += 1) {
      into[column] = (into[column] as number) + count * (sums[from + column] as number);
    }
  }
}

/**
 * The middle 95 % of resampled values (quantiles 0.025 and 0.975, type 7), whose order it changes, to seven digits: the lots that
 * were drawn decide the third. NaN is left out; null where an end is not finite.
 */
export function middle95(values: Float64Array): Interval | null {
  const [low, high] = quantilesInPlace(knownInPlace(values), [0.025, 0.975]) as [number, number];
  return Number.isFinite(low) && Number.isFinite(high) ? [toSevenDigits(low), toSevenDigits(high)] : null;
}

const toSevenDigits = (value: number): number => Number(value.toPrecision(7));
