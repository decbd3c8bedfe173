/** What the rest of a session can be worth at most: guides and prunes the searches. */
import type { Objective } from '../metrics/objective.ts';
import { type BitPrices, binOf, suffixWorth, supplyWorth, tripWorth } from './bit-prices.ts';
import type { Dynamics } from './dynamics.ts';
import { LeastOf } from './least-of.ts';

/** Grid of the origin: the wall time at which segment 0 would have begun, had the session played as it does now from the start. */
export interface OriginGrid {
  readonly firstSeconds: number;
  readonly cellSeconds: number;
  readonly cells: number;
}

/**
 * For any prices of bits, the rest of a session is worth at most its best path when every segment pays for its bits at the cheapest
 * time in its window, plus what all bits to come are worth at those prices (Lagrange). Stalls move the windows at their price.
 */
export class CompletionBound {
  private readonly dynamics: Dynamics;
  private readonly grid: OriginGrid;
  private readonly prices: BitPrices;
  private readonly suffix: Float64Array;
  private readonly worth: Float64Array;
  private readonly topReward: number;

  constructor(dynamics: Dynamics, objective: Objective, prices: BitPrices, grid: OriginGrid) {
    this.dynamics = dynamics;
    this.grid = grid;
    this.prices = prices;
    this.suffix = suffixWorth(prices);
    this.worth = pathWorth(dynamics, objective, prices, grid);
    this.topReward = objective.reward.reduce((most, reward) => Math.max(most, reward), 0);
  }

  /**
   * Value of segments `segment..` at most, `rung` being the one before, with the link free at `atSeconds` and media until `drySeconds`.
   */
  most(segment: number, rung: number, atSeconds: number, drySeconds: number): number {
    const { segmentCount, segmentWallSeconds, rungs } = this.dynamics;
    const { firstSeconds, cellSeconds, cells } = this.grid;
    const top = this.topReward * (segmentCount - segment);
    const cell = Math.floor((drySeconds - segment * segmentWallSeconds - firstSeconds) / cellSeconds);
    if (segment >= segmentCount || !(cell < cells - 1)) return top;
    const worth = this.worth[(segment * cells + Math.max(0, cell)) * rungs + rung] as number;
    return Math.min(top, worth + supplyWorth(this.dynamics, this.prices, this.suffix, atSeconds));
  }
}

/** Worth of the best path from each segment, cell of origin and rung before, when bits have prices. */
function pathWorth(dynamics: Dynamics, objective: Objective, prices: BitPrices, grid: OriginGrid): Float64Array {
  const { segmentCount, segmentWallSeconds: wall, rungs, goalWallSeconds, isPooled } = dynamics;
  const { reward, switchPrice, stallPrice } = objective;
  const { firstSeconds, cellSeconds, cells } = grid;
  const worth = new Float64Array((segmentCount + 1) * cells * rungs);
  const own = new Float64Array(rungs);
  // After the last bin all is free.
  const withFree = (values: Float64Array): LeastOf => {
    const longer = new Float64Array(values.length + 1);
    longer.set(values);
    return new LeastOf(longer);
  };
  const least = withFree(prices.price);
  const trips = withFree(tripWorth(prices));
  const topReward = reward.reduce((most, value) => Math.max(most, value), 0);
  for (let segment = segmentCount - 1; segment >= 0; segment--) {
    const available = Math.max(dynamics.availableSeconds(segment), 0);
    for (let cell = cells - 1; cell >= 0; cell--) {
      const at = (segment * cells + cell) * rungs;
      const below = at + cells * rungs;
      const origin = firstSeconds + cell * cellSeconds + segment * wall;
      const roomOrigin = isPooled ? firstSeconds + segment * wall : origin;
      // Two cells: one for where in its cell a label lies, one for the part of a stall that has not paid for a whole cell.
      const to = binOf(prices, origin + 2 * cellSeconds);
      let goal = -1;
      let price = 0;
      let trip = 0;
      for (let rung = 0; rung < rungs; rung++) {
        if (goalWallSeconds[rung] !== goal) {
          goal = goalWallSeconds[rung] as number;
          // A cell less: a search may round the origin up to its grid.
          const first = Math.min(binOf(prices, Math.max(roomOrigin - goal - cellSeconds, available)), to);
          price = least.values[least.indexBetween(first, to)] as number;
          trip = trips.values[trips.indexBetween(first, to)] as number;
        }
        const cost = price === Infinity ? Infinity : dynamics.sizeBits(rung, segment) * price;
        own[rung] = (reward[rung] as number) - trip - cost + (worth[below + rung] as number);
      }
      for (let q = 0; q < rungs; q++) {
        // Past the last cell nothing is known.
        let best = cell + 1 < cells ? (worth[at + rungs + q] as number) - stallPrice * cellSeconds : topReward * (segmentCount - segment);
        for (let rung = 0; rung < rungs; rung++) {
          const value = (own[rung] as number) - (switchPrice[q * rungs + rung] as number);
          if (value > best) best = value;
        }
        worth[at + q] = best;
      }
    }
  }
  return worth;
}
