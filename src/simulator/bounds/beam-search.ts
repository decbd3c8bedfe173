/** Finds a good schedule: a forward search that keeps the most promising ways to have loaded k segments. */
import type { Objective } from '../metrics/objective.ts';
import type { CompletionBound } from './completion-bound.ts';
import type { Dynamics } from './dynamics.ts';
import { PlayerSteps } from './player-steps.ts';

/** Ways that end within so much of one another, by link and by playhead, are one: the better is kept. */
const LINK_CELL_SECONDS = 0.25;
const ORIGIN_CELL_SECONDS = 0.25;

/** Numbers kept for a label: the fields of `PlayerSteps`, then rung and parent. */
const WORTH = PlayerSteps.WORTH;
const RUNG = PlayerSteps.FIELDS;
const PARENT = RUNG + 1;
const FIELDS = RUNG + 2;

/** At most `width` labels a segment. Undefined where none can beat `floor`. */
export function beamSearch(
  dynamics: Dynamics,
  objective: Objective,
  steps: PlayerSteps,
  bound: CompletionBound,
  width: number,
  floor: number,
): number[] | undefined {
  const { segmentCount, rungs, startSegments, segmentWallSeconds: wall } = dynamics;
  const candidates = new Float64Array(width * rungs * FIELDS);
  const promises = new Float64Array(width * rungs);
  const history: Float64Array[] = [];
  let labels = new Float64Array(FIELDS);
  steps.begin();
  steps.save(labels, 0);
  for (let segment = 0; segment < segmentCount; segment++) {
    const cells = new Map<number, number>();
    let count = 0;
    for (let from = 0; from < labels.length; from += FIELDS) {
      for (let rung = 0; rung < rungs; rung++) {
        steps.restore(labels, from);
        if (!steps.load(segment, labels[from + RUNG] as number, rung)) continue;
        const isStarted = segment + 1 >= startSegments;
        const { held, freeSeconds } = steps;
        const dry = held > 0 ? freeSeconds + held * wall : steps.drySeconds;
        const owed = held > 0 ? objective.stallPrice * (freeSeconds - steps.drySeconds) : 0;
        const promise = steps.worth - owed + bound.most(segment + 1, rung, freeSeconds, isStarted ? dry : Infinity);
        if (promise <= floor) continue;
        const origin = isStarted ? Math.floor((dry - (segment + 1) * wall) / ORIGIN_CELL_SECONDS) : 0;
        // A small integer: two cells on one key only cost one of them.
        const key = ((origin * 4099 + Math.floor(freeSeconds / LINK_CELL_SECONDS)) * rungs + rung) & 0x3fffffff;
        const known = cells.get(key);
        if (known !== undefined && (promises[known] as number) >= promise) continue;
        const at = known ?? count++;
        if (known === undefined) cells.set(key, at);
        promises[at] = promise;
        steps.save(candidates, at * FIELDS);
        candidates[at * FIELDS + RUNG] = rung;
        candidates[at * FIELDS + PARENT] = from / FIELDS;
      }
    }
    if (count === 0) return undefined;
    const least = count > width ? (promises.slice(0, count).sort()[count - width] as number) : -Infinity;
    labels = new Float64Array(Math.min(count, width) * FIELDS);
    for (let i = 0, to = 0; i < count && to < labels.length; i++) {
      if ((promises[i] as number) < least) continue;
      labels.set(candidates.subarray(i * FIELDS, (i + 1) * FIELDS), to);
      to += FIELDS;
    }
    history.push(labels);
  }
  let best = 0;
  for (let at = 0; at < labels.length; at += FIELDS) if ((labels[at + WORTH] as number) > (labels[best + WORTH] as number)) best = at;
  const schedule: number[] = [];
  for (let segment = segmentCount - 1, at = best; segment >= 0; segment--) {
    const step = history[segment] as Float64Array;
    schedule[segment] = step[at + RUNG] as number;
    at = (step[at + PARENT] as number) * FIELDS;
  }
  return schedule;
}
