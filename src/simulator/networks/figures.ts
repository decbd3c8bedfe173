import type { NetworkTrace } from '../../link/index.ts';
import { bitsBetween } from '../../link/index.ts';
import { OUTAGE_BITS_PER_SECOND } from './session-model.ts';

/** What one session's trace looks like in bins of 1 s. */
export interface SessionFigures {
  readonly meanBitsPerSecond: number;
  /** Standard deviation over mean; 0 where nothing flows. */
  readonly coefficientOfVariation: number;
  /** Of the bins' rates, by lag in seconds; 0 for a constant rate. */
  readonly autocorrelation: { readonly at1Second: number; readonly at5Seconds: number; readonly at20Seconds: number };
  /** Share of bins below 50 kbit/s. */
  readonly outageShare: number;
}

/** Measures one pass of a trace, in whole seconds. */
export function measureNetwork(trace: NetworkTrace): SessionFigures {
  const count = Math.max(1, Math.floor(trace.durationSeconds));
  const rates = Array.from({ length: count }, (_, second) => bitsBetween(trace, second, second + 1));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / count;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / count;
  const correlation = (lag: number): number => {
    if (variance === 0 || lag >= count) return 0;
    let sum = 0;
    for (let i = lag; i < count; i++) sum += ((rates[i] as number) - mean) * ((rates[i - lag] as number) - mean);
    return sum / (count - lag) / variance;
  };
  return {
    meanBitsPerSecond: mean,
    coefficientOfVariation: mean === 0 ? 0 : Math.sqrt(variance) / mean,
    autocorrelation: { at1Second: correlation(1), at5Seconds: correlation(5), at20Seconds: correlation(20) },
    outageShare: rates.filter((rate) => rate < OUTAGE_BITS_PER_SECOND).length / count,
  };
}

/** What many sessions of one family look like; the form in which a family states what it is fitted to. */
export interface FamilyFigures extends SessionFigures {
  /** 10th, 50th and 90th percentile over sessions of their means, bits per second. */
  readonly sessionMeanBitsPerSecond: { readonly p10: number; readonly p50: number; readonly p90: number };
}

/** Means over sessions, all of them equally weighted, and the spread of their mean rates. */
export function measureFamily(traces: readonly NetworkTrace[]): FamilyFigures {
  const sessions = traces.map(measureNetwork);
  const average = (read: (figures: SessionFigures) => number): number =>
    sessions.reduce((sum, figures) => sum + read(figures), 0) / sessions.length;
  const means = sessions.map((figures) => figures.meanBitsPerSecond).sort((a, b) => a - b);
  const quantile = (share: number): number => {
    const place = share * (means.length - 1);
    const low = means[Math.floor(place)] as number;
    return low + (place - Math.floor(place)) * ((means[Math.ceil(place)] as number) - low);
  };
  return {
    meanBitsPerSecond: average((figures) => figures.meanBitsPerSecond),
    coefficientOfVariation: average((figures) => figures.coefficientOfVariation),
    autocorrelation: {
      at1Second: average((figures) => figures.autocorrelation.at1Second),
      at5Seconds: average((figures) => figures.autocorrelation.at5Seconds),
      at20Seconds: average((figures) => figures.autocorrelation.at20Seconds),
    },
    outageShare: average((figures) => figures.outageShare),
    sessionMeanBitsPerSecond: { p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) },
  };
}
