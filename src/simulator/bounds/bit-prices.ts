/** A price for the link's bits at every time: the dual of the optimum's problem. */
import type { Objective } from '../metrics/objective.ts';
import type { Dynamics } from './dynamics.ts';
import { LeastOf } from './least-of.ts';

/** Time of one price, seconds. */
const BIN_SECONDS = 1;

/** Prices this much apart count as one when bits are bought: else all would go to one bin, and the next step elsewhere. */
const TIE = 0.03;

/** Least unit of a bin's steps, of the mean of all bins. */
const LEAST_UNIT = 0.3;

/** Steps without a gain before the next are half as long. */
const PATIENCE = 6;

/** Prices by time, value per bit; what the link carries there; free after the last bin. */
export interface BitPrices {
  readonly price: Float64Array;
  readonly bits: Float64Array;
  /** Bits lost at least to one round trip. */
  readonly tripBits: Float64Array;
}

export const binOf = (prices: BitPrices, atSeconds: number): number =>
  Math.min(Math.max(0, Math.floor(atSeconds / BIN_SECONDS)), prices.price.length);

/** Worth of the bits that one round trip loses, by bin. */
export const tripWorth = ({ price, tripBits }: BitPrices): Float64Array =>
  price.map((value, i) => ((tripBits[i] as number) > 0 ? (tripBits[i] as number) * value : 0));

/** What all bits from an instant on are worth. */
export function supplyWorth(dynamics: Dynamics, prices: BitPrices, suffix: Float64Array, atSeconds: number): number {
  const bin = binOf(prices, atSeconds);
  if (bin >= prices.price.length || !((prices.bits[bin] as number) > 0)) return suffix[Math.min(bin, prices.price.length)] as number;
  const { clock } = dynamics;
  const bits = clock.bitsAt((bin + 1) * BIN_SECONDS) - clock.bitsAt(Math.max(0, atSeconds));
  return (suffix[bin + 1] as number) + bits * (prices.price[bin] as number);
}

export function suffixWorth({ price, bits }: BitPrices): Float64Array {
  const suffix = new Float64Array(price.length + 1);
  for (let i = price.length - 1; i >= 0; i--) {
    suffix[i] = (suffix[i + 1] as number) + ((bits[i] as number) > 0 ? (price[i] as number) * (bits[i] as number) : 0);
  }
  return suffix;
}

/**
 * Finds prices under which the best path's worth is little above `target` (subgradient steps of Polyak's length), for a session whose
 * segment 0 would have begun to play at `originSeconds[k]`, as segment k sees it: later after a stall.
 */
export function trainPrices(
  dynamics: Dynamics,
  objective: Objective,
  originSeconds: ArrayLike<number>,
  target: number,
  rounds: number,
): BitPrices {
  const { segmentCount, segmentWallSeconds: wall, clock } = dynamics;
  const bins = Math.max(1, Math.ceil(((originSeconds[segmentCount - 1] as number) + (segmentCount - 1) * wall) / BIN_SECONDS));
  const bits = Float64Array.from({ length: bins }, (_, i) =>
    Math.max(0, clock.bitsAt((i + 1) * BIN_SECONDS) - clock.bitsAt(Math.max(i * BIN_SECONDS, dynamics.firstRequestSeconds))),
  );
  const tripBits = bits.map((_, i) => dynamics.leastRoundTripSeconds * clock.leastRate(i * BIN_SECONDS, (i + 1) * BIN_SECONDS));
  const market = new Market(dynamics, objective, originSeconds, bits, tripBits);
  const uniform = (price: number): BitPrices => ({ bits, tripBits, price: bits.map((amount) => (amount > 0 ? price : Infinity)) });
  const top = dynamics.rungs - 1;
  const scale = (objective.reward[top] as number) / dynamics.sizeBits(top, 0);
  let best = uniform(scale);
  let bestWorth = Infinity;
  for (let factor = 0.02; factor < 100; factor *= 1.6) {
    const prices = uniform(scale * factor);
    const worth = market.clear(prices);
    if (worth < bestWorth) {
      bestWorth = worth;
      best = prices;
    }
  }
  // In units of a bin's bits, so that rich and poor bins move alike; but not of next to nothing, or nothing else would move.
  const leastUnit = LEAST_UNIT * bits.reduce((sum, amount) => sum + amount / bins, 0);
  const units = bits.map((amount) => Math.max(amount, leastUnit));
  const excess = (i: number): number =>
    (bits[i] as number) > 0 ? ((market.demand[i] as number) - (bits[i] as number)) / (units[i] as number) : 0;
  let current = best;
  let aim = Math.max(0, bestWorth - target) / 2;
  let idle = 0;
  for (let round = 0; round < rounds && aim >= 1e-4; round++) {
    const worth = market.clear(current);
    if (worth < bestWorth) {
      bestWorth = worth;
      best = current;
      idle = 0;
    } else if (++idle >= PATIENCE) {
      // No way down at this length of step: go back and take shorter ones.
      idle = 0;
      aim /= 2;
      current = best;
      continue;
    }
    let norm = 0;
    for (let i = 0; i < bins; i++) norm += excess(i) ** 2;
    if (norm === 0) break;
    const step = (worth - bestWorth + aim) / norm;
    const price = current.price.map((value, i) =>
      (bits[i] as number) > 0 ? Math.max(0, value + (step * excess(i)) / (units[i] as number)) : Infinity,
    );
    current = { bits, tripBits, price };
  }
  return best;
}

/** Lets every segment buy its bits at the cheapest time of its window. */
class Market {
  /** Bits bought by bin, after `clear`. */
  readonly demand: Float64Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly choice: Int32Array;
  private readonly next: Int32Array;
  private readonly dynamics: Dynamics;
  private readonly objective: Objective;

  constructor(dynamics: Dynamics, objective: Objective, originSeconds: ArrayLike<number>, bits: Float64Array, tripBits: Float64Array) {
    const { segmentCount, rungs, segmentWallSeconds: wall, goalWallSeconds } = dynamics;
    this.dynamics = dynamics;
    this.objective = objective;
    this.demand = new Float64Array(bits.length + 1);
    this.from = new Int32Array(segmentCount * rungs);
    this.to = new Int32Array(segmentCount);
    this.choice = new Int32Array(segmentCount * rungs);
    this.next = new Int32Array(segmentCount * rungs);
    const prices = { bits, tripBits, price: bits };
    for (let segment = 0; segment < segmentCount; segment++) {
      const deadline = (originSeconds[segment] as number) + segment * wall;
      const to = Math.min(binOf(prices, deadline - 1e-9), bits.length - 1);
      this.to[segment] = to;
      for (let rung = 0; rung < rungs; rung++) {
        const from = binOf(prices, Math.max(deadline - (goalWallSeconds[rung] as number), dynamics.availableSeconds(segment), 0));
        this.from[segment * rungs + rung] = Math.min(from, to);
      }
    }
  }

  /** The best path's worth and that of all bits. */
  clear(prices: BitPrices): number {
    const { segmentCount, rungs, sizeBits } = this.dynamics;
    const { reward, switchPrice } = this.objective;
    const { choice, next } = this;
    const least = new LeastOf(prices.price);
    const trips = new LeastOf(tripWorth(prices));
    const own = new Float64Array(rungs);
    const value = new Float64Array(rungs);
    for (let segment = segmentCount - 1; segment >= 0; segment--) {
      const to = this.to[segment] as number;
      for (let rung = 0; rung < rungs; rung++) {
        const at = segment * rungs + rung;
        const from = this.from[at] as number;
        const bin = least.indexBetween(from, to);
        choice[at] = bin;
        const price = prices.price[bin] as number;
        const trip = trips.values[trips.indexBetween(from, to)] as number;
        own[rung] = (reward[rung] as number) - trip - sizeBits(rung, segment) * price + (value[rung] as number);
      }
      for (let q = 0; q < rungs; q++) {
        let best = -Infinity;
        for (let rung = 0; rung < rungs; rung++) {
          const worth = (own[rung] as number) - (segment > 0 ? (switchPrice[q * rungs + rung] as number) : 0);
          if (worth > best) {
            best = worth;
            next[segment * rungs + q] = rung;
          }
        }
        value[q] = best;
      }
    }
    this.buy(prices);
    return (value[0] as number) + (suffixWorth(prices)[0] as number);
  }

  /** Spreads what the best path needs over the bins about as cheap as the cheapest, first to where some is left. */
  private buy({ price, bits }: BitPrices): void {
    const { choice, next, demand } = this;
    const { segmentCount, rungs, sizeBits } = this.dynamics;
    demand.fill(0);
    for (let segment = 0, q = 0; segment < segmentCount; segment++) {
      q = next[segment * rungs + q] as number;
      const at = segment * rungs + q;
      const cheapest = choice[at] as number;
      const most = (price[cheapest] as number) * (1 + TIE);
      let wanted = sizeBits(q, segment);
      for (let bin = this.from[at] as number; bin <= (this.to[segment] as number) && wanted > 0; bin++) {
        const left = (bits[bin] as number) - (demand[bin] as number);
        if (left <= 0 || (price[bin] as number) > most) continue;
        const bought = Math.min(left, wanted);
        demand[bin] = (demand[bin] as number) + bought;
        wanted -= bought;
      }
      demand[cheapest] = (demand[cheapest] as number) + wanted;
    }
  }
}
