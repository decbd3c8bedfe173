/** The figures of one session. */

/** Every duration in seconds; utilities 0..1 between the lowest and the highest rendition. */
export interface SessionMetrics {
  readonly startupSeconds: number;
  readonly stallCount: number;
  readonly stallSeconds: number;
  readonly longestStallSeconds: number;
  /** stalled / (stalled + played), 0..1. */
  readonly rebufferingRatio: number;
  /** Mean over the media loaded, bits per second. */
  readonly meanRateBitsPerSecond: number;
  /** Mean of ln(rate/lowest) / ln(highest/lowest). */
  readonly meanUtility: number;
  readonly switchCount: number;
  /** Per minute of media played. */
  readonly switchesPerMinute: number;
  /** Mean |difference of log utility| from segment to segment. */
  readonly meanUtilityStep: number;
  readonly totalBytes: number;
  readonly wastedBytes: number;
  readonly qoeLinear: number;
  readonly qoeLog: number;
  readonly qoeSoda: number;
  /** Where the content has VMAF. */
  readonly qoeVmaf?: number;
  /** J: the mean of `qoeLinear`, `qoeLog` and `qoeSoda`. */
  readonly score: number;
}
