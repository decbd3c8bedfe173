/** A price for the link's bits at every time: the dual of the optimum's problem. */
import type { Objective } from '../metrics/objective.ts';
import type { Dynamics } from './dynamics.ts';

/** Time of one price, seconds. */
const BIN_SECONDS = 1;
const ROUNDS = 150;

/** Prices by time, value per bit; what the link carries there; free after the last bin. */
export interface BitPrices {
  readonly price: Float64Array;
  readonly bits: Float64Array;
  /** Bits lost at least to one round trip. */
  readonly tripBits: Float64Array;
}

/** Where the media of a segment must come: within its window, at one rung's cost or another's. */
export interface SegmentWindows {
  /** Wall time at which segment 0 would have begun to play, by segment: later after a stall. */
  readonly originSeconds: ArrayLike<number>;
}

export const binOf = (prices: BitPrices, atSeconds: number): number =>
  Math.min(Math.max(0, Math.floor(atSeconds / BIN_SECONDS)), prices.price.length);

/** Answers "the least of values from..to" at once (a sparse table). */
export class LeastOf {
  private readonly rows: Float64Array[] = [];
  private readonly count: number;

  constructor(values: Float64Array) {
    this.count = values.length;
    this.rows.push(values);
    for (let width = 2; width <= values.length; width *= 2) {
      const half = this.rows.at(-1) as Float64Array;
      const row = new Float64Array(values.length - width + 1);
      for (let i = 0; i < row.length; i++) row[i] = Math.min(half[i] as number, half[i + width / 2] as number);
      this.rows.push(row);
    }
  }

  /** 0 where the span goes past the last value. */
  between(from: number, to: number): number {
    if (to >= this.count) return 0;
    const level = 31 - Math.clz32(to - from + 1);
    const row = this.rows[level] as Float64Array;
    return Math.min(row[from] as number, row[to - (1 << level) + 1] as number);
  }
}

/** Worth of the bits that one round trip loses, by bin. */
export const tripWorth = ({ price, tripBits }: BitPrices): Float64Array =>
  price.map((value, i) => ((tripBits[i] as number) > 0 ? (tripBits[i] as number) * value : 0));

function leastBin({ price }: BitPrices, from: number, to: number): number {
  let least = from;
  for (let i = from + 1; i <= to; i++) if ((price[i] as number) < (price[least] as number)) least = i;
  return least;
}

/** What all bits from an instant on are worth. */
export function supplyWorth(dynamics: Dynamics, prices: BitPrices, suffix: Float64Array, atSeconds: number): number {
  const bin = binOf(prices, atSeconds);
  if (bin >= prices.price.length) return 0;
  const bits = dynamics.supplyBits(Math.max(0, atSeconds), (bin + 1) * BIN_SECONDS);
  return (suffix[bin + 1] as number) + (bits > 0 ? bits * (prices.price[bin] as number) : 0);
}

export function suffixWorth({ price, bits }: BitPrices): Float64Array {
  const suffix = new Float64Array(price.length + 1);
  for (let i = price.length - 1; i >= 0; i--) {
    suffix[i] = (suffix[i + 1] as number) + ((bits[i] as number) > 0 ? (price[i] as number) * (bits[i] as number) : 0);
  }
  return suffix;
}

/**
 * Finds prices under which the best path's worth is little above `target` (subgradient steps of Polyak's length), for a session that
 * plays as `windows` say.
 */
export function trainPrices(dynamics: Dynamics, objective: Objective, windows: SegmentWindows, target: number): BitPrices {
  const { segmentCount, segmentWallSeconds: wall, rungs } = dynamics;
  const endSeconds = (windows.originSeconds[segmentCount - 1] as number) + (segmentCount - 1) * wall;
  const bins = Math.max(1, Math.ceil(endSeconds / BIN_SECONDS));
  const bits = Float64Array.from({ length: bins }, (_, i) =>
    dynamics.supplyBits(Math.max(i * BIN_SECONDS, dynamics.firstRequestSeconds), (i + 1) * BIN_SECONDS),
  );
  const tripBits = Float64Array.from(
    { length: bins },
    (_, i) => dynamics.leastRoundTripSeconds * dynamics.leastRate(i * BIN_SECONDS, (i + 1) * BIN_SECONDS),
  );
  const evaluate = (prices: BitPrices): { worth: number; demand: Float64Array } => {
    const trips = new LeastOf(tripWorth(prices));
    const next = new Int32Array(segmentCount * rungs);
    const choice = new Int32Array(segmentCount * rungs);
    let value = new Float64Array(rungs);
    for (let segment = segmentCount - 1; segment >= 0; segment--) {
      const deadline = (windows.originSeconds[segment] as number) + segment * wall;
      const to = binOf(prices, deadline - 1e-9);
      const own = new Float64Array(rungs);
      for (let rung = 0; rung < rungs; rung++) {
        const from = binOf(prices, Math.max(deadline - (dynamics.goalWallSeconds[rung] as number), dynamics.availableSeconds(segment), 0));
        const bin = leastBin(prices, Math.min(from, to), Math.min(to, bins - 1));
        choice[segment * rungs + rung] = bin;
        const trip = trips.between(Math.min(from, to), to);
        own[rung] =
          (objective.reward[rung] as number) - trip - dynamics.sizeBits(rung, segment) * (prices.price[bin] ?? 0) + (value[rung] as number);
      }
      const previous = new Float64Array(rungs);
      for (let q = 0; q < rungs; q++) {
        let best = -Infinity;
        for (let rung = 0; rung < rungs; rung++) {
          const worth = (own[rung] as number) - (segment > 0 ? (objective.switchPrice[q * rungs + rung] as number) : 0);
          if (worth > best) {
            best = worth;
            next[segment * rungs + q] = rung;
          }
        }
        previous[q] = best;
      }
      value = previous;
    }
    const demand = new Float64Array(bins + 1);
    for (let segment = 0, q = 0; segment < segmentCount; segment++) {
      q = next[segment * rungs + q] as number;
      const bin = choice[segment * rungs + q] as number;
      demand[bin] = (demand[bin] as number) + dynamics.sizeBits(q, segment);
    }
    return { worth: (value[0] as number) + (suffixWorth(prices)[0] as number), demand };
  };
  let best: BitPrices | undefined;
  let bestWorth = Infinity;
  const constant = (price: number): BitPrices => ({ bits, tripBits, price: bits.map((amount) => (amount > 0 ? price : Infinity)) });
  const top = rungs - 1;
  const scale = (objective.reward[top] as number) / dynamics.sizeBits(top, 0);
  for (let factor = 0.02; factor < 100; factor *= 1.6) {
    const prices = constant(scale * factor);
    const { worth } = evaluate(prices);
    if (worth < bestWorth) {
      bestWorth = worth;
      best = prices;
    }
  }
  let current = best as BitPrices;
  let aim = Math.max(0, bestWorth - target) / 2;
  let idle = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { worth, demand } = evaluate(current);
    if (worth < bestWorth) {
      bestWorth = worth;
      best = current;
      idle = 0;
    } else if (++idle >= 6) {
      // No way down at this length of step: go back and take shorter ones.
      idle = 0;
      aim /= 2;
      current = best as BitPrices;
      continue;
    }
    // In units of a bin's whole worth, so that rich and poor bins move alike.
    let norm = 0;
    for (let i = 0; i < bins; i++) {
      const amount = bits[i] as number;
      if (amount > 0) norm += (1 - (demand[i] as number) / amount) ** 2;
    }
    if (norm === 0 || aim < 1e-4) break;
    const step = (worth - bestWorth + aim) / norm;
    const price = current.price.map((value, i) => {
      const amount = bits[i] as number;
      return amount > 0 ? Math.max(0, value - (step * (1 - (demand[i] as number) / amount)) / amount) : Infinity;
    });
    current = { bits, tripBits, price };
  }
  return best as BitPrices;
}
