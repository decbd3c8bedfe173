import { anywhere, near, type Parameter, type Point } from './parameter.ts';

export interface Evaluation {
  readonly point: Point;
  readonly score: number;
}

/** Share of the budget spent anywhere before the rest is spent near the best. */
const EXPLORING_SHARE = 0.5;

/** How far a step near the best may go, of each range: at first and at the end. */
const REACH = [0.3, 0.08] as const;

/** Seeded search with a fixed number of evaluations: the start, then anywhere, then ever nearer to the best. Best last is returned. */
export function search(
  parameters: readonly Parameter[],
  start: Point,
  budget: number,
  draw: () => number,
  scoreOf: (point: Point) => number,
  report: (evaluation: Evaluation, index: number) => void,
): Evaluation {
  let best: Evaluation = { point: start, score: scoreOf(start) };
  report(best, 0);
  for (let i = 1; i < budget; i++) {
    const progress = i / budget;
    const late = (progress - EXPLORING_SHARE) / (1 - EXPLORING_SHARE);
    const point = late < 0 ? anywhere(parameters, draw) : near(parameters, best.point, REACH[0] + late * (REACH[1] - REACH[0]), draw);
    const evaluation = { point, score: scoreOf(point) };
    report(evaluation, i);
    if (evaluation.score > best.score) best = evaluation;
  }
  return best;
}
