/** Which of the two hosts answers. */
export type HostName = 'node' | 'worker';

/** One thing to measure. */
export interface Cell {
  readonly name: string;
  /** Samples of the trace: [duration_ms, kbps]. */
  readonly samples: readonly (readonly [number, number])[];
  readonly rttSeconds: number;
  readonly sizeBytes: number;
  /** Transfers started together. */
  readonly transfers: number;
  /** What the last byte should take after the first, seconds. */
  readonly expectedBodySeconds: number;
  /** How many times; the median counts. */
  readonly runs: number;
  /** Allowed error of the throughput, share of the truth. */
  readonly tolerance: number;
}

const RTT_SECONDS = 0.06;
const SIZES_BYTES = [30_000, 250_000, 1_000_000];
const RATES_BITS_PER_SECOND = [0.3e6, 1e6, 3e6, 8e6, 20e6];
/** Cells longer than this run fewer times, seconds. */
const SLOW_SECONDS = 1;

/** Small bodies get 10 %: a 12 ms body leaves a browser's own timers 1.2 ms. */
export function toleranceFor(sizeBytes: number): number {
  return sizeBytes >= 250_000 ? 0.03 : 0.1;
}

/** Everything `npm run link-accuracy` measures on one host. */
export function listCells(): Cell[] {
  const cells: Cell[] = [];
  for (const rate of RATES_BITS_PER_SECOND) {
    for (const sizeBytes of SIZES_BYTES) {
      const expectedBodySeconds = (sizeBytes * 8) / rate;
      // The longest cells would take half a minute each and prove nothing new.
      if (expectedBodySeconds > 10) continue;
      cells.push({
        name: `${sizeBytes / 1000} KB at ${rate / 1e6} Mbit/s`,
        samples: [[10_000, rate / 1000]],
        rttSeconds: RTT_SECONDS,
        sizeBytes,
        transfers: 1,
        expectedBodySeconds,
        runs: expectedBodySeconds > SLOW_SECONDS * 3 ? 1 : expectedBodySeconds > SLOW_SECONDS ? 3 : 5,
        tolerance: toleranceFor(sizeBytes),
      });
    }
  }
  cells.push(fairnessCell(), rateChangeCell());
  return cells;
}

/** Two equal bodies at once take as long as both in a row. */
function fairnessCell(): Cell {
  const sizeBytes = 250_000;
  const expectedBodySeconds = (2 * sizeBytes * 8) / 8e6;
  return {
    name: '2 x 250 KB together at 8 Mbit/s',
    samples: [[10_000, 8000]],
    rttSeconds: RTT_SECONDS,
    sizeBytes,
    transfers: 2,
    expectedBodySeconds,
    runs: 5,
    tolerance: toleranceFor(sizeBytes),
  };
}

/** 1.5 MB: half of it at 8 Mbit/s, then the link drops to 1 Mbit/s under the same response. */
function rateChangeCell(): Cell {
  const sizeBytes = 1_500_000;
  const fastSeconds = ((sizeBytes / 2) * 8) / 8e6;
  return {
    name: '1.5 MB, 8 -> 1 Mbit/s at half',
    samples: [
      [(RTT_SECONDS + fastSeconds) * 1000, 8000],
      [1_000_000, 1000],
    ],
    rttSeconds: RTT_SECONDS,
    sizeBytes,
    transfers: 1,
    expectedBodySeconds: fastSeconds + ((sizeBytes / 2) * 8) / 1e6,
    runs: 1,
    tolerance: toleranceFor(sizeBytes),
  };
}
