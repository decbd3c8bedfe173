/**
 * A separable CMA-ES: a cloud of trial points that moves, grows and stretches along each axis towards the better ones.
 * Ros and Hansen, "A simple modification in CMA-ES achieving linear time and space complexity", PPSN 2008, with the
 * constants of Hansen's tutorial (arXiv:1604.00772) and the faster learning of variances that the diagonal allows.
 * Our own, since the npm registry has no maintained one. It sees ranks only, and nothing of what is optimised.
 */
import type { RandomStream } from 'evenkeel/link';

/** All there is to know of a search between two generations: plain data. */
export interface StrategyState {
  /** Generations so far. */
  readonly generation: number;
  /** The middle of the cloud, one number an axis. */
  readonly mean: readonly number[];
  /** Overall size of the cloud, in units of the axes. */
  readonly stepSize: number;
  /** Squared stretch of each axis: a standard deviation is stepSize x sqrt(variance). */
  readonly variances: readonly number[];
  /** Where the mean has been going, without and with the stretch: long paths make large steps. */
  readonly stepPath: readonly number[];
  readonly variancePath: readonly number[];
}

export const startStrategy = (mean: readonly number[], stepSize: number): StrategyState => ({
  generation: 0,
  mean,
  stepSize,
  variances: mean.map(() => 1),
  stepPath: mean.map(() => 0),
  variancePath: mean.map(() => 0),
});

/** Trial points of a generation by default: 4 + 3 ln n. */
export const defaultPopulation = (dimension: number): number => 4 + Math.floor(3 * Math.log(Math.max(1, dimension)));

/** `count` trial points round the mean. */
export function propose({ mean, stepSize, variances }: StrategyState, count: number, random: RandomStream): number[][] {
  return Array.from({ length: count }, () => mean.map((middle, i) => middle + stepSize * Math.sqrt(at(variances, i)) * random.normal()));
}

/** The points, the highest value first; of equal ones the earlier. What is not a number comes last. */
export function ranked(points: readonly number[][], values: readonly number[]): number[][] {
  const worth = (i: number): number => (Number.isNaN(at(values, i)) ? Number.NEGATIVE_INFINITY : at(values, i));
  return points
    .map((point, i) => ({ point, i }))
    .sort((a, b) => (worth(a.i) === worth(b.i) ? a.i - b.i : worth(b.i) - worth(a.i)))
    .map(({ point }) => point);
}

/** The next state, from the points of one generation, best first. At least four. */
export function advance(state: StrategyState, best: readonly number[][]): StrategyState {
  const { mean, stepSize, variances } = state;
  const n = mean.length;
  const { weights, effective, stepRate, damping, pathRate, oneRate, manyRate } = constants(n, best.length);
  const parents = best.slice(0, weights.length);
  // Steps in units of the cloud's size, y, and weighted together.
  const steps = parents.map((point) => point.map((value, i) => (value - at(mean, i)) / stepSize));
  const step = mean.map((_, i) => sum(steps.map((each, k) => at(weights, k) * at(each, i))));

  const stepPath = state.stepPath.map(
    (path, i) => (1 - stepRate) * path + (Math.sqrt(stepRate * (2 - stepRate) * effective) * at(step, i)) / Math.sqrt(at(variances, i)),
  );
  const length = Math.sqrt(sum(stepPath.map((path) => path ** 2)));
  /** Of a normal vector, on average. */
  const usual = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
  const generation = state.generation + 1;
  // While the step size grows fast, variances are left alone: they would grow as well.
  const isCalm = length / Math.sqrt(1 - (1 - stepRate) ** (2 * generation)) < (1.4 + 2 / (n + 1)) * usual;
  const variancePath = state.variancePath.map(
    (path, i) => (1 - pathRate) * path + (isCalm ? Math.sqrt(pathRate * (2 - pathRate) * effective) * at(step, i) : 0),
  );
  return {
    generation,
    mean: mean.map((middle, i) => middle + stepSize * at(step, i)),
    stepSize: stepSize * Math.exp((stepRate / damping) * (length / usual - 1)),
    variances: variances.map((variance, i) => {
      const along = at(variancePath, i) ** 2 + (isCalm ? 0 : pathRate * (2 - pathRate) * variance);
      const around = sum(steps.map((each, k) => at(weights, k) * at(each, i) ** 2));
      return (1 - oneRate - manyRate) * variance + oneRate * along + manyRate * around;
    }),
    stepPath,
    variancePath,
  };
}

/** For n axes and a population; names of the tutorial: w, mu_eff, c_sigma, d_sigma, c_c, c_1, c_mu. */
function constants(n: number, population: number) {
  const raw = Array.from({ length: Math.floor(population / 2) }, (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1));
  const weights = raw.map((weight) => weight / sum(raw));
  const effective = 1 / sum(weights.map((weight) => weight ** 2));
  const stepRate = (effective + 2) / (n + effective + 5);
  const damping = 1 + stepRate + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1);
  const pathRate = 4 / (n + 4);
  const faster = (n + 2) / 3;
  const oneRate = Math.min(1, (faster * 2) / ((n + 1.3) ** 2 + effective));
  const manyRate = Math.min(1 - oneRate, (faster * 2 * (effective - 2 + 1 / effective)) / ((n + 2) ** 2 + effective));
  return { weights, effective, stepRate, damping, pathRate, oneRate, manyRate };
}

const at = (values: readonly number[], i: number): number => values[i] as number;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
