/** The list of scenarios that make one result, in order: written beside the parts, so that `merge` knows what is whole. */
import type { RunIdentity } from './scenario-id.ts';
import { sha256 } from './scenario-id.ts';

/** A trace or ladder that could not be used. */
export interface InputProblem {
  readonly file: string;
  readonly error: string;
}

/** What the result's reader must know, and what the summary needs. */
export interface PlanSettings {
  readonly seed: number;
  readonly contentSeconds: number;
  readonly sizesKnown: boolean;
  readonly rttSeconds: number;
  readonly slowStart: boolean;
  readonly optimum: boolean;
  readonly networks: readonly string[];
  readonly ladders: readonly string[];
  readonly players: readonly string[];
}

export interface Plan {
  readonly id: string;
  readonly identity: RunIdentity;
  readonly settings: PlanSettings;
  readonly problems: readonly InputProblem[];
  readonly scenarios: readonly string[];
}

/** Equal inputs give an equal plan, in whichever shard it is made. */
export function makePlan(plan: Omit<Plan, 'id'>): Plan {
  const { identity, settings, problems, scenarios } = plan;
  return { id: sha256(JSON.stringify({ identity, settings, problems, scenarios })).slice(0, 16), identity, settings, problems, scenarios };
}

export const encodePlan = (plan: Plan): string => `${JSON.stringify(plan, null, 1)}\n`;
export const decodePlan = (text: string): Plan => JSON.parse(text) as Plan;
