/** The label search behind the offline optimum. */
import type { Objective } from '../metrics/objective.ts';
import type { CompletionBound } from './completion-bound.ts';
import { type Dynamics, roomSpreadSeconds } from './dynamics.ts';
import { type FrontSettings, orderByFree, paretoFront } from './front.ts';
import { Labels } from './labels.ts';

/** First step of the grid of waits before the first frame, seconds; it widens as waiting gets dearer. */
const LEAST_WAIT_SECONDS = 0.02;

export interface SearchSettings {
  /** Loss allowed at each step, in units of the score. */
  readonly epsilon: number;
  /** Labels kept at a step; where more would stay, that step's epsilon is doubled. */
  readonly mostLabels: number;
  /** Whether labels of every kind are kept where not all can be: finds better schedules. Otherwise the most promising: a closer bound. */
  readonly diverse: boolean;
  /** Grid of waits before the first frame, seconds. */
  readonly startStepSeconds: number;
  /** Score of a schedule already known: labels that cannot beat it are dropped. */
  readonly floor: number;
}

export interface SearchResult {
  /** No schedule scores more. */
  readonly upperBound: number;
  /** The best label's schedule; undefined where none can beat the floor. */
  readonly schedule: number[] | undefined;
  /** When its first frame comes, session seconds. */
  readonly startSeconds: number;
}

export function search(dynamics: Dynamics, objective: Objective, bound: CompletionBound, settings: SearchSettings): SearchResult {
  const { segmentCount, rungs, segmentWallSeconds: wall, startSegments, appendSeconds, goalWallSeconds, roomIgnoresStalls } = dynamics;
  const { stallPrice, startupPrice, reward, switchPrice } = objective;
  const front: FrontSettings = { rungs, switchPrice, stallPrice, roomSpreadSeconds: roomSpreadSeconds(dynamics) };
  const isRoomless = goalWallSeconds.every((goal) => goal >= segmentCount * wall);
  const topReward = Math.max(...reward);
  const steps: Labels[] = [];
  let slack = 0;
  let dropped = settings.floor;
  let labels = new Labels(1);
  labels.push(dynamics.firstRequestSeconds, 0, 0, 0, 0, -1);
  for (let segment = 0; segment < segmentCount; segment++) {
    const candidates = new Labels(Math.max(64, labels.size * rungs));
    const runs: number[] = [];
    const isStarting = segment < startSegments;
    const isStart = segment === startSegments - 1;
    const earliest = Math.max(dynamics.firstRequestSeconds, dynamics.availableSeconds(segment));
    for (let rung = 0; rung < rungs; rung++) {
      const bits = dynamics.sizeBits(rung, segment);
      const goal = goalWallSeconds[rung] as number;
      runs.push(candidates.size);
      for (let i = 0; i < labels.size; i++) {
        const free = labels.freeSeconds[i] as number;
        const room = labels.roomSeconds[i] as number;
        const allowed = Math.max(earliest, isStarting || isRoomless ? 0 : room - goal);
        const end = dynamics.arrivalSeconds(free, allowed, bits) + appendSeconds;
        if (end === Infinity) continue;
        const gain = (reward[rung] as number) - (segment > 0 ? (switchPrice[(labels.rung[i] as number) * rungs + rung] as number) : 0);
        const unstalled = labels.unstalledWorth[i] as number;
        if (isStarting) candidates.push(end, 0, (labels.worth[i] as number) + gain, unstalled + gain, rung, i);
        else {
          const worth = Math.min(labels.worth[i] as number, unstalled - stallPrice * end) + gain;
          candidates.push(
            end,
            isRoomless ? 0 : (roomIgnoresStalls ? room : Math.max(room, end)) + wall,
            worth,
            unstalled + gain + stallPrice * wall,
            rung,
            i,
          );
        }
      }
    }
    let pool = candidates;
    if (isStart) {
      pool = new Labels(candidates.size * 4);
      runs.length = 0;
      const media = startSegments * wall;
      for (let i = 0; i < candidates.size; i++) {
        runs.push(pool.size);
        const end = candidates.freeSeconds[i] as number;
        // Not waiting is exact. The waits between two grid points are taken together: loading from the first, playing from the second.
        for (let wait = 0, width = 0; ; ) {
          const start = end + wait;
          const dry = start + width + media;
          const rung = candidates.rung[i] as number;
          const worth = (candidates.worth[i] as number) - startupPrice * start;
          if (worth + topReward * (segmentCount - startSegments) <= settings.floor) break;
          if (worth + bound.most(segment + 1, rung, start, dry) > settings.floor) {
            pool.push(start, isRoomless ? 0 : start + media, worth, worth + stallPrice * dry, rung, candidates.parent[i] as number);
          }
          wait += width;
          width = Math.min(Math.max(LEAST_WAIT_SECONDS, (wait * startupPrice) / stallPrice), settings.startStepSeconds);
        }
      }
    }
    const order = orderByFree(pool, runs);
    const promise = (i: number): number => {
      const worth = pool.worth[i] as number;
      const dry = isStarting && !isStart ? Infinity : ((pool.unstalledWorth[i] as number) - worth) / stallPrice;
      return worth + bound.most(segment + 1, pool.rung[i] as number, pool.freeSeconds[i] as number, dry);
    };
    const kept = paretoFront(pool, order, front, settings.epsilon, promise, settings.floor);
    const cut = kept.truncate(settings.mostLabels, settings.diverse, stallPrice);
    dropped = Math.max(dropped, cut.dropped);
    slack += settings.epsilon;
    labels = cut.labels;
    steps.push(labels);
    if (labels.size === 0) return { upperBound: dropped + slack, schedule: undefined, startSeconds: 0 };
  }
  let best = 0;
  for (let i = 1; i < labels.size; i++) if ((labels.worth[i] as number) > (labels.worth[best] as number)) best = i;
  const upperBound = Math.max(labels.worth[best] as number, dropped) + slack;
  const schedule: number[] = [];
  let startSeconds = 0;
  for (let segment = segmentCount - 1, i = best; segment >= 0; segment--) {
    const step = steps[segment] as Labels;
    schedule[segment] = step.rung[i] as number;
    if (segment === startSegments - 1) startSeconds = step.freeSeconds[i] as number;
    i = step.parent[i] as number;
  }
  return { upperBound, schedule, startSeconds };
}
