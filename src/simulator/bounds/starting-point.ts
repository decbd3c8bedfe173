/** What every search begins with: a grid of origins, and prices of bits that fit a plan. */
import type { Objective } from '../metrics/objective.ts';
import { type BitPrices, trainPrices } from './bit-prices.ts';
import type { OriginGrid } from './completion-bound.ts';
import type { Dynamics } from './dynamics.ts';
import type { PlayedSchedule } from './play-schedule.ts';

/** Steps of the search for prices. */
const ROUNDS = 100;

/** Finest grid of origins, as a share of the content (0.5 s of 180 s), and the cells that it may have. */
const CELL_SHARE = 1 / 360;
const MOST_CELLS = 120;

/** Origins are reckoned until a session has stalled away so much more than the latest known, units of the score. */
const SPARE_SCORE = 1.5;

/** The grid for sessions about as late as one that ends at `latestSeconds`. */
export function originGrid(dynamics: Dynamics, objective: Objective, latestSeconds: number, coarseness: number = 1): OriginGrid {
  const firstSeconds = dynamics.firstRequestSeconds;
  const spanSeconds = Math.max(0, latestSeconds - firstSeconds) + SPARE_SCORE / objective.stallPrice;
  const contentSeconds = dynamics.segmentCount * dynamics.segmentWallSeconds;
  const cellSeconds = Math.max(CELL_SHARE * coarseness * contentSeconds, spanSeconds / MOST_CELLS);
  return { firstSeconds, cellSeconds, cells: Math.ceil(spanSeconds / cellSeconds) + 3 };
}

/** Prices trained where a plan plays. */
export const pricesFor = (dynamics: Dynamics, objective: Objective, plan: PlayedSchedule): BitPrices =>
  trainPrices(dynamics, objective, plan.originSeconds, plan.score, ROUNDS);
