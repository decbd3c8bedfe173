/** An engine that does what the test says, and remembers what it was asked. */
import type { AbrEngine, CreateEngine, Decision, DownloadSample, Forecast, InFlightSegment, Situation } from '../../../engine/index.ts';

export interface Script {
  /** Rung to choose; a function may throw. */
  next: number | ((situation: Situation) => number);
  /** Rung to rescue to; undefined = let it finish. */
  rescueTo: number | undefined;
  medianBitsPerSecond: number;
  readonly situations: Situation[];
  readonly samples: DownloadSample[];
  readonly inFlight: InFlightSegment[];
  readonly createEngine: CreateEngine;
}

export function scriptedEngine(next: Script['next'] = 0): Script {
  const forecast = (atSeconds: number): Forecast => {
    const range = { lowBitsPerSecond: 1, medianBitsPerSecond: script.medianBitsPerSecond, highBitsPerSecond: 1e9 };
    return {
      atSeconds,
      windowSeconds: 30,
      next: range,
      window: range,
      rttSeconds: 0.1,
      logErrorDeviation: 0.3,
      windowLogErrorDeviation: 0.3,
      sampleCount: 1,
    };
  };
  const decision = (situation: Situation, index: number, action: Decision['action']): Decision => ({
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode: 'best-score',
    reason: 'script',
    candidates: [],
    forecast: forecast(situation.atSeconds),
    stallRisk: 0,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: 0,
  });
  const engine: AbrEngine = {
    addSample(sample) {
      script.samples.push(sample);
      return { accepted: true, rateBitsPerSecond: 1 };
    },
    decide(situation) {
      script.situations.push(situation);
      return decision(situation, typeof script.next === 'function' ? script.next(situation) : script.next, 'stay');
    },
    considerRescue(situation, inFlight) {
      script.inFlight.push(inFlight);
      return script.rescueTo === undefined ? undefined : decision(situation, script.rescueTo, 'rescue');
    },
    forecast,
    resetLadder: () => undefined,
  };
  const script: Script = {
    next,
    rescueTo: undefined,
    medianBitsPerSecond: 2e6,
    situations: [],
    samples: [],
    inFlight: [],
    createEngine: () => engine,
  };
  return script;
}
