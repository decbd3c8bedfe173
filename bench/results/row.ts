import type { SessionMetrics } from 'evenkeel/simulator';

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
  /** Upper bound over all rules in the same session; NaN (`null` in files) where it was not asked for. */
  readonly optimumScore: number;
  /** Score of the best schedule that was found with everything known: the true optimum lies between it and `optimumScore`. */
  readonly optimumScheduleScore?: number;
  /** (score - lowest) / (optimum - lowest); null where the optimum is no better than the lowest. */
  readonly fractionOfOptimum: number | null;
  /** (optimum - score) x segments... per segment: optimum - score, as the score is a mean over segments. NaN without an optimum. */
  readonly regret: number;
  /** Always-lowest plays without a stall here, and the window's mean rate is at least 1.2 x the lowest rendition. */
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
