/** What the rest of a session can be worth at most: prunes the optimum's search. */
import type { Objective } from '../metrics/objective.ts';
import { type BitPrices, binOf, LeastOf, suffixWorth, supplyWorth, tripWorth } from './bit-prices.ts';
import { type Dynamics, roomSpreadSeconds } from './dynamics.ts';

/** Grid of the origin, seconds. */
export const CELL_SECONDS = 0.5;
export const MOST_CELLS = 240;

export interface CompletionBound {
  /**
   * Value of segments `segment..` at most, `rung` being the one before, with the link free at `atSeconds` and media until `drySeconds`.
   */
  most(segment: number, rung: number, atSeconds: number, drySeconds: number): number;
}

/**
 * For any prices of bits, the rest of a session is worth at most its best path when every segment pays for its bits at the cheapest
 * time in its window, plus what all bits to come are worth at those prices (Lagrange). Stalls move the windows at their price.
 */
export function createCompletionBound(
  dynamics: Dynamics,
  objective: Objective,
  firstOriginSeconds: number,
  priceSets: readonly BitPrices[],
  cells: number,
): CompletionBound {
  const { segmentCount, rungs } = dynamics;
  const tables = priceSets.map((prices) => ({
    prices,
    suffix: suffixWorth(prices),
    worth: pathWorth(dynamics, objective, firstOriginSeconds, prices, cells),
  }));
  const topReward = Math.max(...objective.reward);
  return {
    most(segment, rung, atSeconds, drySeconds) {
      const top = topReward * (segmentCount - segment);
      const cell = Math.floor((drySeconds - segment * dynamics.segmentWallSeconds - firstOriginSeconds) / CELL_SECONDS);
      if (segment >= segmentCount || !(cell < cells - 1)) return top;
      let least = top;
      const at = (segment * cells + Math.max(0, cell)) * rungs + rung;
      for (const { prices, suffix, worth } of tables) {
        const bound = (worth[at] as number) + supplyWorth(dynamics, prices, suffix, atSeconds);
        if (bound < least) least = bound;
      }
      return least;
    },
  };
}

/** Worth of the best path from each segment, cell of origin and rung before, when bits have prices. */
function pathWorth(dynamics: Dynamics, objective: Objective, firstOriginSeconds: number, prices: BitPrices, cells: number): Float64Array {
  const { segmentCount, segmentWallSeconds: wall, rungs } = dynamics;
  const { reward, switchPrice, stallPrice } = objective;
  const worth = new Float64Array((segmentCount + 1) * cells * rungs);
  const own = new Float64Array(rungs);
  const leastPrices = new LeastOf(prices.price);
  const trips = new LeastOf(tripWorth(prices));
  const spread = roomSpreadSeconds(dynamics);
  const topReward = Math.max(...reward);
  for (let segment = segmentCount - 1; segment >= 0; segment--) {
    for (let cell = cells - 1; cell >= 0; cell--) {
      const at = (segment * cells + cell) * rungs;
      const below = at + cells * rungs;
      const origin = firstOriginSeconds + cell * CELL_SECONDS + segment * wall;
      const roomOrigin = dynamics.roomIgnoresStalls ? firstOriginSeconds + segment * wall : origin;
      // Two cells: one for where in its cell a label lies, one for the part of a stall that has not paid for a whole cell.
      const to = binOf(prices, origin + 2 * CELL_SECONDS);
      for (let rung = 0; rung < rungs; rung++) {
        const from = Math.max(roomOrigin - (dynamics.goalWallSeconds[rung] as number) - spread, dynamics.availableSeconds(segment), 0);
        const first = Math.min(binOf(prices, from), to);
        const price = leastPrices.between(first, to);
        const trip = trips.between(first, to);
        own[rung] =
          (reward[rung] as number) -
          trip -
          (price === Infinity ? Infinity : dynamics.sizeBits(rung, segment) * price) +
          (worth[below + rung] as number);
      }
      for (let q = 0; q < rungs; q++) {
        // Past the last cell nothing is known.
        let best = cell + 1 < cells ? (worth[at + rungs + q] as number) - stallPrice * CELL_SECONDS : topReward * (segmentCount - segment);
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
