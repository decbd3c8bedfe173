/** The search: generation after generation, each written down before the next begins. */
import type { AbrOptions } from 'evenkeel';
import { createRandomStream } from 'evenkeel/link';
import { seedFor } from '../input/traces/seed.ts';
import type { Evaluate } from './evaluate.ts';
import { optionsAt, type Parameter } from './parameters.ts';
import { advance, propose, ranked, type StrategyState, startStrategy } from './strategy.ts';

/** In units of the axes: trial points of the first generation lie about 16 % from the start. */
const FIRST_STEP = 0.5;
/** Pull to the start per mean squared unit of the axes: where the sessions do not care, a number stays as it is. */
const PULL = 0.0004;

export interface GenerationRecord {
  readonly generation: number;
  /** Options tried until then. */
  readonly evaluations: number;
  /** Objective of the middle of the cloud, before this generation moved it. */
  readonly middle: number;
  readonly stepSize: number;
}

/** All of a search: plain data, without clock times, so that equal searches leave equal files. */
export interface SearchState {
  readonly strategy: StrategyState;
  readonly evaluations: number;
  /** The best middle so far; the start is the first. Not the best trial point, which may have been lucky. */
  readonly best: { readonly point: readonly number[]; readonly objective: number } | null;
  readonly startObjective: number | null;
  readonly history: readonly GenerationRecord[];
}

export const startSearch = (parameters: readonly Parameter[]): SearchState => ({
  strategy: startStrategy(
    parameters.map(() => 0),
    FIRST_STEP,
  ),
  evaluations: 0,
  best: null,
  startObjective: null,
  history: [],
});

export interface SearchSettings {
  readonly parameters: readonly Parameter[];
  /** What the fitted numbers are put into. */
  readonly base: AbrOptions;
  readonly seed: number;
  readonly population: number;
  readonly evaluate: Evaluate;
  /** Asked before each generation: whether there is still time, or budget. */
  readonly goesOn: (state: SearchState) => boolean;
  /** Called after each generation. */
  readonly save: (state: SearchState) => void;
}

/** Returns the state at the end, with the last middle tried; undefined where it was stopped, and `save` has what was done. */
export async function search(from: SearchState, settings: SearchSettings): Promise<SearchState | undefined> {
  let state = from;
  while (settings.goesOn(state)) {
    const next = await generation(state, settings);
    if (!next) return undefined;
    state = next;
    settings.save(state);
  }
  const { mean } = state.strategy;
  const [objective] = (await settings.evaluate([optionsAt(settings.parameters, mean, settings.base)])) ?? [];
  if (objective === undefined) return undefined;
  return withMiddle(state, mean, objective, 1);
}

async function generation(state: SearchState, settings: SearchSettings): Promise<SearchState | undefined> {
  const { parameters, base, seed, population } = settings;
  const { strategy } = state;
  const points = propose(strategy, population, createRandomStream(seedFor(seed, 'generation', strategy.generation)));
  const candidates = [strategy.mean, ...points].map((point) => optionsAt(parameters, point, base));
  const objectives = await settings.evaluate(candidates);
  if (!objectives) return undefined;
  const [middle, ...values] = objectives as [number, ...number[]];
  const pulled = values.map((value, i) => value - PULL * meanSquare(points[i] as number[]));
  const moved = withMiddle(state, strategy.mean, middle, candidates.length);
  const next = advance(strategy, ranked(points, pulled));
  const record = { generation: next.generation, evaluations: moved.evaluations, middle, stepSize: next.stepSize };
  return { ...moved, strategy: next, history: [...state.history, record] };
}

function withMiddle(state: SearchState, point: readonly number[], objective: number, tried: number): SearchState {
  const isBest = state.best === null || objective > state.best.objective;
  return {
    ...state,
    evaluations: state.evaluations + tried,
    best: isBest ? { point, objective } : state.best,
    startObjective: state.startObjective ?? objective,
  };
}

const meanSquare = (point: readonly number[]): number => point.reduce((sum, x) => sum + x * x, 0) / point.length;
