import type { SessionMetrics } from 'evenkeel/simulator';

/** Mean rate of a network over the lowest rendition's, below which no rule can be expected to play: `sustained`. */
export const SUSTAINED_HEADROOM = 1.2;

/** One session of one rule: a line of the JSONL, a row of the Parquet file. Column meanings: bench/results/README.md. */
export interface ResultRow extends SessionMetrics {
  /** Trace set or synthetic family. */
  readonly network: string;
  /** Region whose mix drew it, or ''. */
  readonly region: string;
  /** The trace as recorded or drawn. Sessions cut from one trace share this name: they are not independent. */
  readonly trace: string;
  /** Trace time at which the session began, seconds. */
  readonly traceOffsetSeconds: number;
  /** Mean rate of the window, bits per second: what the network could carry in the time of the content. */
  readonly traceMeanBitsPerSecond: number;
  readonly ladder: string;
  readonly player: string;
  readonly rule: string;
  /** Of this session: differs between sessions cut from one trace, equal for all rules, ladders and players. */
  readonly seed: number;
  /** Score of always-lowest in the same session. */
  readonly lowestScore: number;
  /** Best score known in the same session: of the search over the known future, or of a rule that did better. NaN (`null` in files) where it was not asked for. */
  readonly optimumScore: number;
  /** Proved: no rule scores more in this session. The true optimum lies between `optimumScore` and it. NaN as above. */
  readonly boundScore: number;
  /** (score - lowest) / (optimum - lowest); null where the optimum is no better than the lowest. */
  readonly fractionOfOptimum: number | null;
  /** Optimum - score, per segment, as the score is a mean over segments. NaN without an optimum. */
  readonly regret: number;
  /** The window's mean rate is at least 1.2 x the lowest rendition: without that, no rule can be expected to play. */
  readonly sustained: boolean;
  /** Sustained, and always-lowest plays without a stall here. */
  readonly feasible: boolean;
  /** Stalls beyond those of always-lowest. */
  readonly avoidableStalls: number;
  /** `end` or `gave-up`. */
  readonly outcome: string;
}

/** A session that could not be run: its rule threw, or answered nonsense. */
export interface FailedRow {
  readonly network: string;
  readonly trace: string;
  readonly ladder: string;
  readonly player: string;
  readonly rule: string;
  readonly seed: number;
  readonly error: string;
}
