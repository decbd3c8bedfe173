/** The figures of one session. */

/**
 * Every duration in seconds; utilities 0..1 between the lowest and the highest rendition. Rates are the declared averages.
 *
 * Below: K segments of d seconds loaded, C = K d, N = C / 4; u_lin = R / Rmax, u_log = ln(R / Rmin) / ln(Rmax / Rmin).
 * A session that gave up counts the media it never played as stalled time until its end; one that loaded nothing counts as
 * one segment worth 0. Waiting after a seek is not a stall.
 */
export interface SessionMetrics {
  /** From the first request to the first frame; the session's length where none came. */
  readonly startupSeconds: number;
  /** Pauses after the start for want of media, the one at the end of a session that gave up included. */
  readonly stallCount: number;
  readonly stallSeconds: number;
  readonly longestStallSeconds: number;
  /** stalled / (stalled + played), 0..1. */
  readonly rebufferingRatio: number;
  /** Mean declared rate over the media loaded, bits per second; 0 where nothing was. */
  readonly meanRateBitsPerSecond: number;
  /** Mean u_log over the media loaded. */
  readonly meanUtility: number;
  /** Neighbours in order of loading that differ in rendition. */
  readonly switchCount: number;
  /** Per minute of media played. */
  readonly switchesPerMinute: number;
  /** Mean |difference of u_log| from segment to segment; 0 for fewer than two. */
  readonly meanUtilityStep: number;
  readonly totalBytes: number;
  readonly wastedBytes: number;
  /** mean u_lin - (stalled + start-up / 4) / N - sum |du_lin| / N. Yin et al. 2015 in Pensieve's weights: 4.3 a stalled second on its ladder. */
  readonly qoeLinear: number;
  /** The same with u_log (Pensieve's QoE_log, scaled to 0..1). */
  readonly qoeLog: number;
  /** mean u_log - 10 stalled / C - switches / (K - 1). SODA, SIGCOMM 2024. */
  readonly qoeSoda: number;
  /** mean V / 100 - (stalled + start-up / 4) / N - sum |dV| / 100 / N, where the content has VMAF. */
  readonly qoeVmaf?: number;
  /** J: the mean of `qoeLinear`, `qoeLog` and `qoeSoda`. */
  readonly score: number;
}
