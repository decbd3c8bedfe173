/** Stage 2's product: what the engine believes about the link. */

/** A throughput distribution, by three of its quantiles. */
export interface ThroughputRange {
  /** 5 % quantile, bits per second. */
  readonly lowBitsPerSecond: number;
  /** Median, bits per second. */
  readonly medianBitsPerSecond: number;
  /** 95 % quantile, bits per second. */
  readonly highBitsPerSecond: number;
}

/** Forecast at one moment: for the next segment and for the rest of the window. */
export interface Forecast {
  readonly atSeconds: number;
  /** Length of the window, seconds; default 30. */
  readonly windowSeconds: number;
  readonly next: ThroughputRange;
  readonly window: ThroughputRange;
  /** Expected time from request to first byte, seconds. */
  readonly rttSeconds: number;
  /** Spread of the log forecast error: mean absolute error that the session has shown, pulled to a prior, wider after a silence; unitless. */
  readonly logErrorDeviation: number;
  /** The same for the mean rate over the rest of the window: links that scatter around a steady mean have less of it. */
  readonly windowLogErrorDeviation: number;
  /** Samples that the forecast rests on. */
  readonly sampleCount: number;
}
