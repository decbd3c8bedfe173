/** An engine whose choices a test writes down, and that notes what it was told. */
import type { CreateEngine, Decision, DownloadSample, Forecast, InFlightSegment, Situation } from '../../../engine/index.ts';

export interface Script {
  decide(situation: Situation): number;
  rescue?(situation: Situation, inFlight: InFlightSegment): number | undefined;
}

export interface ScriptedEngine {
  readonly createEngine: CreateEngine;
  readonly situations: Situation[];
  readonly samples: DownloadSample[];
  readonly looks: InFlightSegment[];
}

const RANGE = { lowBitsPerSecond: 1e6, medianBitsPerSecond: 1e6, highBitsPerSecond: 1e6 };

function forecastAt(atSeconds: number): Forecast {
  return {
    atSeconds,
    windowSeconds: 30,
    next: RANGE,
    window: RANGE,
    rttSeconds: 0.1,
    logErrorDeviation: 0.3,
    windowLogErrorDeviation: 0.3,
    sampleCount: 1,
  };
}

function decisionFor(situation: Situation, index: number, action: Decision['action']): Decision {
  const { atSeconds, currentIndex, bufferSeconds } = situation;
  return {
    atSeconds,
    index,
    previousIndex: currentIndex,
    action,
    reasonCode: 'best-score',
    reason: 'scripted',
    candidates: [],
    forecast: forecastAt(atSeconds),
    stallRisk: 0,
    bufferSeconds,
    bufferTrend: 0,
  };
}

export function scriptEngine(script: Script): ScriptedEngine {
  const situations: Situation[] = [];
  const samples: DownloadSample[] = [];
  const looks: InFlightSegment[] = [];
  const createEngine: CreateEngine = () => ({
    addSample(sample) {
      samples.push(sample);
      return { accepted: true, rateBitsPerSecond: sample.sizeBits / sample.transferSeconds };
    },
    decide(situation) {
      situations.push(situation);
      return decisionFor(situation, script.decide(situation), 'stay');
    },
    considerRescue(situation, inFlight) {
      looks.push(inFlight);
      const index = script.rescue?.(situation, inFlight);
      return index === undefined ? undefined : decisionFor(situation, index, 'rescue');
    },
    forecast: forecastAt,
    resetLadder() {},
  });
  return { createEngine, situations, samples, looks };
}
