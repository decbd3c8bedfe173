/** The upper bound: a forward search that merges ways to have loaded k segments in favour of all of them. */
import type { Objective } from '../metrics/objective.ts';
import { Layer } from './bound-layer.ts';
import type { BoundResult, BoundSettings } from './bound-settings.ts';
import type { CompletionBound } from './completion-bound.ts';
import type { Dynamics } from './dynamics.ts';

/**
 * A label (t, D, w): the link is free at t, segment 0 would have begun to play at D had it played as now from the start, w is the
 * score so far. t, w and w + p D (p: the price of a stalled second) only ever help, and nothing a session does undoes a lead in
 * all three; so labels may be merged with the least t and the greatest w. D lies on a grid: a stall moves it up, rounded up, and the
 * buffer goal is reckoned a cell less, so both are kind; between two stalls D stands still, and nothing is rounded.
 *
 * A label is dropped when another of no greater t and D is ahead by the switch between their rungs and the stall between their D,
 * or when it cannot beat `floor` any more.
 */
export class BoundSearch {
  private readonly dynamics: Dynamics;
  private readonly objective: Objective;
  private readonly bound: CompletionBound;
  private readonly settings: BoundSettings;
  private dropped: number;
  private readonly topReward: number;
  /** Candidates of the next segment by origin cell, rung and time cell: least t and greatest w; -Infinity where none is. */
  private readonly cellFree: Float64Array;
  private readonly cellWorth: Float64Array;
  private readonly cellParent: Int32Array;
  /** Time cells that hold candidates, by origin cell. */
  private readonly firstCell: Int32Array;
  private readonly lastCell: Int32Array;
  private readonly origins: number;
  private readonly times: number;

  constructor(dynamics: Dynamics, objective: Objective, bound: CompletionBound, settings: BoundSettings) {
    this.dynamics = dynamics;
    this.objective = objective;
    this.bound = bound;
    this.settings = settings;
    this.dropped = settings.floor;
    this.topReward = objective.reward.reduce((most, reward) => Math.max(most, reward), 0);
    const { linkCellSeconds, grid } = settings;
    this.origins = grid.cells;
    const endSeconds = grid.firstSeconds + grid.cells * grid.cellSeconds + dynamics.segmentCount * dynamics.segmentWallSeconds;
    this.times = Math.ceil(endSeconds / linkCellSeconds) + 1;
    const cells = grid.cells * dynamics.rungs * this.times;
    this.cellFree = new Float64Array(cells);
    this.cellParent = new Int32Array(cells);
    this.cellWorth = new Float64Array(cells).fill(-Infinity);
    this.firstCell = new Int32Array(grid.cells).fill(this.times);
    this.lastCell = new Int32Array(grid.cells).fill(-1);
  }

  run(): BoundResult {
    const { dynamics } = this;
    let layer = new Layer();
    // Audio may be asked for before the first segment is.
    layer.push(dynamics.isPooled ? 0 : dynamics.firstRequestSeconds, 0, 0, 0, -1, 0);
    const history: Layer[] = [];
    for (let segment = 0; segment < dynamics.segmentCount && layer.size > 0; segment++) {
      if (segment < dynamics.startSegments) this.begin(layer, segment);
      else this.extend(layer, segment);
      layer = this.sweep(segment + 1);
      const { mostLabels } = this.settings;
      if (layer.size > mostLabels) this.dropped = Math.max(this.dropped, layer.truncate(mostLabels));
      history.push(layer);
    }
    if (layer.size === 0) return { upperBound: this.dropped, schedule: undefined };
    let best = 0;
    for (let i = 1; i < layer.size; i++) if ((layer.worth[i] as number) > (layer.worth[best] as number)) best = i;
    const upperBound = Math.max(this.dropped, layer.worth[best] as number);
    const schedule: number[] = [];
    for (let segment = dynamics.segmentCount - 1, i = best; segment >= 0; segment--) {
      schedule[segment] = history[segment]?.rung[i] as number;
      i = history[segment]?.parent[i] as number;
    }
    return { upperBound, schedule };
  }

  /** Before the first frame there is no playhead; from the last of its segments on, every later first frame is tried. */
  private begin(layer: Layer, segment: number): void {
    const { dynamics, objective, settings, origins } = this;
    const { rungs, startSegments, appendSeconds } = dynamics;
    const isStart = segment === startSegments - 1;
    const { cellSeconds: cell, firstSeconds } = settings.grid;
    const allowed = Math.max(dynamics.firstRequestSeconds, dynamics.availableSeconds(segment));
    for (let i = 0; i < layer.size; i++) {
      for (let rung = 0; rung < rungs; rung++) {
        const end = this.arrival(layer.freeSeconds[i] as number, allowed, dynamics.sizeBits(rung, segment)) + appendSeconds;
        if (end === Infinity) continue;
        const switched = segment > 0 ? (objective.switchPrice[(layer.rung[i] as number) * rungs + rung] as number) : 0;
        const worth = (layer.worth[i] as number) + (objective.reward[rung] as number) - switched;
        if (!isStart) {
          this.offer(0, rung, end, worth, i);
          continue;
        }
        const first = this.originAbove(end);
        const last = settings.canPutOffStart ? origins : first;
        for (let origin = first; origin <= last; origin++) {
          const start = Math.max(end, firstSeconds + (origin - 1) * cell);
          const started = worth - objective.startupPrice * start;
          if (origin >= origins) this.leaveOut(started, segment + 1);
          else this.offer(origin, rung, start, started, i);
        }
      }
    }
  }

  private extend(layer: Layer, segment: number): void {
    const { dynamics, objective, settings, origins } = this;
    const { rungs, appendSeconds, goalWallSeconds, clock, isPooled } = dynamics;
    const { reward, switchPrice, stallPrice } = objective;
    const { cellSeconds: cell, firstSeconds } = settings.grid;
    const playedSeconds = segment * dynamics.segmentWallSeconds;
    const earliest = Math.max(dynamics.firstRequestSeconds, dynamics.availableSeconds(segment));
    const sizes = Float64Array.from({ length: rungs }, (_, rung) => dynamics.sizeBits(rung, segment));
    for (let i = 0; i < layer.size; i++) {
      const free = layer.freeSeconds[i] as number;
      const worth = layer.worth[i] as number;
      const origin = layer.origin[i] as number;
      const previous = (layer.rung[i] as number) * rungs;
      const dry = firstSeconds + origin * cell + playedSeconds;
      const roomOrigin = isPooled ? firstSeconds + playedSeconds : dry - cell;
      let known = -1;
      let linkBits = 0;
      for (let rung = 0; rung < rungs; rung++) {
        const allowed = Math.max(earliest, roomOrigin - (goalWallSeconds[rung] as number));
        let end: number;
        if (isPooled) end = this.arrival(free, allowed, sizes[rung] as number);
        else {
          const from = Math.max(free, allowed);
          if (from !== known) linkBits = clock.bitsAt(dynamics.firstBitSeconds(from));
          known = from;
          end = clock.secondsAt(linkBits + (sizes[rung] as number));
        }
        end += appendSeconds;
        if (!(end < Infinity)) continue;
        const earned = worth + (reward[rung] as number) - (switchPrice[previous + rung] as number);
        if (end <= dry) this.offer(origin, rung, end, earned, i);
        else {
          const reached = this.originAbove(end - playedSeconds);
          const stalled = earned - stallPrice * (end - dry);
          if (reached < origins) this.offer(reached, rung, end, stalled, i);
          else this.leaveOut(stalled, segment + 1);
        }
      }
    }
  }

  private arrival(freeSeconds: number, allowedSeconds: number, bits: number): number {
    const { clock, isPooled, audioBits, firstBitSeconds } = this.dynamics;
    if (!isPooled) return clock.whenThrough(firstBitSeconds(Math.max(freeSeconds, allowedSeconds)), bits);
    // Audio may come before its video is asked for, and while the video's next request is on its way.
    return Math.max(clock.whenThrough(freeSeconds, bits + audioBits), clock.whenThrough(firstBitSeconds(allowedSeconds), bits));
  }

  private originAbove(originSeconds: number): number {
    const { firstSeconds, cellSeconds } = this.settings.grid;
    return Math.max(0, Math.ceil((originSeconds - firstSeconds) / cellSeconds));
  }

  /** A label that the grid does not hold counts towards the bound. */
  private leaveOut(worth: number, segment: number): void {
    const { segmentCount } = this.dynamics;
    this.dropped = Math.max(this.dropped, worth + (segmentCount - segment) * this.topReward);
  }

  private offer(origin: number, rung: number, freeSeconds: number, worth: number, parent: number): void {
    const time = Math.floor(freeSeconds / this.settings.linkCellSeconds);
    const at = (origin * this.dynamics.rungs + rung) * this.times + time;
    const { cellFree, cellWorth } = this;
    if (cellWorth[at] === -Infinity) {
      cellFree[at] = freeSeconds;
      cellWorth[at] = worth;
      this.cellParent[at] = parent;
      if (time < (this.firstCell[origin] as number)) this.firstCell[origin] = time;
      if (time > (this.lastCell[origin] as number)) this.lastCell[origin] = time;
      return;
    }
    if (freeSeconds < (cellFree[at] as number)) cellFree[at] = freeSeconds;
    if (worth <= (cellWorth[at] as number)) return;
    cellWorth[at] = worth;
    this.cellParent[at] = parent;
  }

  /** Takes the candidates out of their cells, without those that others or the floor make idle. */
  private sweep(segment: number): Layer {
    const { dynamics, objective, settings, cellFree, cellWorth, firstCell, lastCell, times, origins } = this;
    const { rungs, segmentWallSeconds: wall, startSegments } = dynamics;
    const { switchPrice, stallPrice } = objective;
    const { floor } = settings;
    const { cellSeconds: cell, firstSeconds } = settings.grid;
    const layer = new Layer();
    const isStarted = segment >= startSegments;
    // The greatest w + p D of the origins swept, by time cell and rung.
    const ahead = new Float64Array(times * rungs).fill(-Infinity);
    const most = new Float64Array(rungs);
    let earliest = times;
    for (let origin = 0; origin < origins; origin++) {
      const first = firstCell[origin] as number;
      const last = lastCell[origin] as number;
      firstCell[origin] = times;
      lastCell[origin] = -1;
      earliest = Math.min(earliest, first);
      if (last < 0) continue;
      const originSeconds = firstSeconds + origin * cell;
      const dry = isStarted ? originSeconds + segment * wall : Infinity;
      const paid = stallPrice * originSeconds;
      most.fill(-Infinity);
      for (let time = earliest; time <= last; time++) {
        if (time >= first) {
          for (let rung = 0; rung < rungs; rung++) {
            const at = (origin * rungs + rung) * times + time;
            const worth = cellWorth[at] as number;
            if (worth === -Infinity) continue;
            cellWorth[at] = -Infinity;
            const total = worth + paid;
            let isAhead = true;
            for (let other = 0; other < rungs; other++) {
              if ((most[other] as number) - (switchPrice[other * rungs + rung] as number) >= total) {
                isAhead = false;
                break;
              }
            }
            if (!isAhead) continue;
            const free = cellFree[at] as number;
            const promise = worth + this.bound.most(segment, rung, free, dry);
            if (promise <= floor) continue;
            const slot = time * rungs + rung;
            if (total > (ahead[slot] as number)) ahead[slot] = total;
            layer.push(free, worth, origin, rung, this.cellParent[at] as number, promise);
          }
        }
        for (let rung = 0, slot = time * rungs; rung < rungs; rung++, slot++) {
          if ((ahead[slot] as number) > (most[rung] as number)) most[rung] = ahead[slot] as number;
        }
      }
    }
    return layer;
  }
}
