import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../index.ts';
import { EMPTY_PREDICTION, forecastThroughput, type PredictionState, updatePrediction } from '../prediction.ts';
import { makeSample } from './make.ts';

const config = DEFAULT_CONFIG.prediction;

/** What is believed after segments every 4 s at these rates. */
function stateAfter(rates: readonly number[], options = config): PredictionState {
  let state = EMPTY_PREDICTION;
  rates.forEach((rate, i) => {
    state = updatePrediction(state, makeSample(rate, 4 * (i + 1)), options).state;
  });
  return state;
}
const forecastAfter = (rates: readonly number[], options = config) =>
  forecastThroughput(stateAfter(rates, options), 4 * rates.length, options);
const MEGA = 1e6;
const scattered = (mean: number): number[] => Array.from({ length: 60 }, (_, i) => (i % 2 ? mean * 1.6 : mean / 1.6));
/** Steady for half a minute at a time, then elsewhere. */
const wandering = (mean: number): number[] => Array.from({ length: 64 }, (_, i) => (Math.floor(i / 8) % 2 ? mean * 1.6 : mean / 1.6));

describe('what a session teaches about its forecasts', () => {
  test('a steady link is believed more than an unknown one, a rough one less', () => {
    const steady = forecastAfter(Array.from({ length: 60 }, () => 4 * MEGA));
    const rough = forecastAfter(scattered(4 * MEGA));
    expect(steady.logErrorDeviation).toBeLessThan(config.priorError);
    expect(rough.logErrorDeviation).toBeGreaterThan(3 * steady.logErrorDeviation);
  });
  test('where single segments scatter around a steady mean, the window is surer than the next segment', () => {
    const { logErrorDeviation, windowLogErrorDeviation } = forecastAfter(scattered(4 * MEGA));
    expect(windowLogErrorDeviation).toBeLessThan(logErrorDeviation / 2);
    const wander = forecastAfter(wandering(4 * MEGA));
    expect(wander.windowLogErrorDeviation / wander.logErrorDeviation).toBeGreaterThan(2 * (windowLogErrorDeviation / logErrorDeviation));
  });
  test('the mean that has erred less has more say', () => {
    // After many steps of a wandering link the fast mean is the better guide, on a scattering one the slow mean.
    const next = (rates: readonly number[], shareGain: number): number =>
      forecastAfter(rates, { ...config, shareGain }).next.medianBitsPerSecond;
    const wander = [...wandering(4 * MEGA), ...Array.from({ length: 4 }, () => (4 * MEGA) / 1.6)];
    const target = (4 * MEGA) / 1.6;
    expect(Math.abs(Math.log(next(wander, 3) / target))).toBeLessThan(Math.abs(Math.log(next(wander, 0) / target)));
    const scatter = [...scattered(4 * MEGA), 4 * MEGA * 1.6];
    const slowSays = forecastAfter(scatter, { ...config, shareGain: 0, fastShare: 0 }).next.medianBitsPerSecond;
    expect(Math.abs(Math.log(next(scatter, 3) / slowSays))).toBeLessThan(Math.abs(Math.log(next(scatter, 0) / slowSays)));
  });
  test('a whole transfer is judged as one, though parts of it were learnt on the way', () => {
    const state = stateAfter(Array.from({ length: 20 }, () => 4 * MEGA));
    const part = { ...makeSample(1 * MEGA, 84), sizeBits: 2 * MEGA, transferSeconds: 2, partial: true };
    const rest = { ...makeSample(1 * MEGA, 86), sizeBits: 14 * MEGA, transferSeconds: 2 };
    const whole = { ...rest, sizeBits: 16 * MEGA, transferSeconds: 4 };
    const learnt = updatePrediction(state, part, config).state;
    const asOne = forecastThroughput(updatePrediction(learnt, rest, config, whole).state, 86, config);
    const asParts = forecastThroughput(updatePrediction(learnt, rest, config).state, 86, config);
    // 16 Mbit in 4 s is what was expected; its second half alone came at 7 Mbit/s.
    expect(asOne.logErrorDeviation).toBeLessThan(asParts.logErrorDeviation);
  });
});
