/** What the search for the upper bound is told, and what it answers. */
import type { OriginGrid } from './completion-bound.ts';

export interface BoundSettings {
  /** Labels whose link is free within this much of one another are merged, seconds. */
  readonly linkCellSeconds: number;
  /** Origins are rounded up to this grid; the completion bound's, or one as fine. */
  readonly grid: OriginGrid;
  /** Score of a schedule already known: labels that cannot beat it are dropped. */
  readonly floor: number;
  /** Labels kept at a segment; where more would stay, the most promising are, and the best promise left out counts. */
  readonly mostLabels: number;
  /** Whether a rule may put off the first frame, by asking for the first segment again and again. */
  readonly canPutOffStart: boolean;
}

export interface BoundResult {
  /** No schedule scores more. */
  readonly upperBound: number;
  /** Of the best label, for what merging left of it; undefined where none can beat the floor. */
  readonly schedule: number[] | undefined;
}
