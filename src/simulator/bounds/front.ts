/** Keeps of a step's labels those that no other makes superfluous. */
import { Labels } from './labels.ts';

export interface FrontSettings {
  readonly rungs: number;
  readonly switchPrice: Float64Array;
  readonly stallPrice: number;
  readonly roomSpreadSeconds: number;
}

/**
 * Labels in order of `freeSeconds`, without those dominated within `epsilon`; undefined where more than `most` would stay.
 * `order` gives the candidates by rising `freeSeconds`.
 */
export function paretoFront(
  candidates: Labels,
  order: Int32Array,
  settings: FrontSettings,
  epsilon: number,
  promise: (candidate: number) => number,
  floor: number,
): Labels {
  const { rungs, switchPrice, stallPrice } = settings;
  const kept = new Labels(Math.min(candidates.size, 256) + 1);
  // Scanned from the label that last dominated another: it will do so again.
  const scan = new Int32Array(candidates.size);
  for (let n = 0; n < candidates.size; n++) {
    const i = order[n] as number;
    const promised = promise(i);
    if (promised <= floor) continue;
    const free = candidates.freeSeconds[i] as number;
    const room = candidates.roomSeconds[i] as number;
    const worth = (candidates.worth[i] as number) - epsilon;
    const unstalled = (candidates.unstalledWorth[i] as number) - epsilon;
    const rung = candidates.rung[i] as number;
    let isDominated = false;
    for (let s = 0; s < kept.size; s++) {
      const a = scan[s] as number;
      const worthA = kept.worth[a] as number;
      if (worthA < worth) continue;
      const unstalledA = kept.unstalledWorth[a] as number;
      if (unstalledA < unstalled) continue;
      const detour = switchPrice[(kept.rung[a] as number) * rungs + rung] as number;
      if (worthA - detour < worth || unstalledA - detour < unstalled) continue;
      if ((kept.roomSeconds[a] as number) > room) {
        const dry = (unstalledA - worthA) / stallPrice;
        if (dry - room > settings.roomSpreadSeconds) continue;
        kept.roomSeconds[a] = room;
      }
      isDominated = true;
      if (s > 0) {
        scan[s] = scan[s >> 1] as number;
        scan[s >> 1] = a;
      }
      break;
    }
    if (isDominated) continue;
    scan[kept.size] = kept.size;
    kept.push(
      free,
      room,
      candidates.worth[i] as number,
      candidates.unstalledWorth[i] as number,
      rung,
      candidates.parent[i] as number,
      promised,
    );
  }
  return kept;
}

/** Candidates by rising `freeSeconds`, given as runs that each are nearly sorted already. */
export function orderByFree(candidates: Labels, runStarts: readonly number[]): Int32Array {
  const { freeSeconds, size } = candidates;
  const sorted = Int32Array.from({ length: size }, (_, i) => i);
  const ends = runStarts.map((_, run) => runStarts[run + 1] ?? size);
  runStarts.forEach((start, run) => {
    for (let i = start + 1; i < (ends[run] as number); i++) {
      const index = sorted[i] as number;
      const value = freeSeconds[index] as number;
      let j = i - 1;
      while (j >= start && (freeSeconds[sorted[j] as number] as number) > value) {
        sorted[j + 1] = sorted[j] as number;
        j--;
      }
      sorted[j + 1] = index;
    }
  });
  const heads = [...runStarts];
  const order = new Int32Array(size);
  for (let n = 0; n < size; n++) {
    let best = -1;
    let bestFree = Infinity;
    for (let run = 0; run < heads.length; run++) {
      const head = heads[run] as number;
      if (head >= (ends[run] as number)) continue;
      const free = freeSeconds[sorted[head] as number] as number;
      if (best < 0 || free < bestFree) {
        best = run;
        bestFree = free;
      }
    }
    order[n] = sorted[heads[best] as number] as number;
    heads[best] = (heads[best] as number) + 1;
  }
  return order;
}
