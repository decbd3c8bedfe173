/** The five stages in order, and the one place that holds their state. */
import type { AbrConfig } from './config.ts';
import type { Decision } from './decision.ts';
import type { Forecast } from './forecast.ts';
import type { DownloadSample, SampleVerdict } from './samples.ts';
import type { InFlightSegment, Situation } from './situation.ts';

/**
 * What a session remembers of the network. One memory may serve several engines: Shaka builds a throw-away
 * manager that picks the first variant, hls.js builds child players; all share what was learnt.
 */
export interface NetworkMemory {
  current: unknown;
}

/** A decision engine for one player instance. */
export interface AbrEngine {
  /** Learn from a transfer. */
  addSample(sample: DownloadSample): SampleVerdict;
  /** Choose a rendition for the next segment. At least one rendition must be allowed. */
  decide(situation: Situation): Decision;
  /** Give up the segment on its way? A decision with action `rescue`, or undefined to let it finish. */
  considerRescue(situation: Situation, inFlight: InFlightSegment): Decision | undefined;
  /** What the engine believes about the link now. */
  forecast(atSeconds: number, host?: string): Forecast;
  /** New content: forget what was learnt about the ladder, keep what was learnt about the network. */
  resetLadder(): void;
}

/** Makes an engine; replaceable in the adapters' options. */
export type CreateEngine = (config: AbrConfig, memory: NetworkMemory) => AbrEngine;

export function createNetworkMemory(): NetworkMemory {
  return { current: undefined };
}

/** TEMPORARY: greedy stand-in while the stages are written. */
export function createAbrEngine(config: AbrConfig, _memory: NetworkMemory): AbrEngine {
  let rate = 0;
  const forecast = (atSeconds: number): Forecast => {
    const median = rate || config.prediction.initialRateBitsPerSecond;
    const range = { lowBitsPerSecond: median * 0.5, medianBitsPerSecond: median, highBitsPerSecond: median * 1.5 };
    return { atSeconds, windowSeconds: 30, next: range, window: range, rttSeconds: 0.1, logErrorDeviation: 0.3, sampleCount: rate ? 1 : 0 };
  };
  return {
    addSample(sample) {
      const sampleRate = sample.sizeBits / Math.max(0.01, sample.transferSeconds);
      if (!Number.isFinite(sampleRate) || sampleRate <= 0) return { accepted: false, reason: 'not-finite' };
      rate = rate ? rate * 0.6 + sampleRate * 0.4 : sampleRate;
      return { accepted: true, rateBitsPerSecond: sampleRate };
    },
    decide(situation) {
      const belief = forecast(situation.atSeconds);
      const terms = { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 };
      let best = -1;
      situation.renditions.forEach((r, i) => {
        if (!r.allowed) return;
        const here = situation.renditions[best];
        const fits = r.rateBitsPerSecond < belief.next.medianBitsPerSecond * 0.8;
        if (!here || (fits && r.rateBitsPerSecond > here.rateBitsPerSecond) || (!fits && here.rateBitsPerSecond > belief.next.medianBitsPerSecond && r.rateBitsPerSecond < here.rateBitsPerSecond)) best = i;
      });
      return {
        atSeconds: situation.atSeconds, index: best, previousIndex: situation.currentIndex, action: 'stay', reasonCode: 'best-score', reason: 'stand-in',
        candidates: situation.renditions.map((r, index) => ({ index, id: r.id, terms, total: 0, stallRisk: 0 })),
        forecast: belief, stallRisk: 0, bufferSeconds: situation.bufferSeconds, bufferTrend: 0,
      };
    },
    considerRescue: () => undefined,
    forecast,
    resetLadder() {},
  };
}
