/** Transfers that came from somewhere nearer than the link: a service worker, a peer, a cache on a host that hides its timings. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type DownloadSample } from '../index.ts';
import { EMPTY_PREDICTION, forecastThroughput, type PredictionState, updatePrediction } from '../prediction.ts';
import { makeSample } from './make.ts';

const config = DEFAULT_CONFIG.prediction;
const RTT_SECONDS = 0.05;
const learn = (state: PredictionState, samples: readonly DownloadSample[]): PredictionState =>
  samples.reduce((before, sample) => updatePrediction(before, sample, config).state, state);
const believed = (state: PredictionState, atSeconds = 0): number => forecastThroughput(state, atSeconds, config).next.medianBitsPerSecond;
/** A playlist, as every session begins with: it tells the round trip and no rate. */
const playlist = makeSample(0, 0, { kind: 'other', sizeBits: 16_000, transferSeconds: 0.001, ttfbSeconds: RTT_SECONDS });
const begun = learn(EMPTY_PREDICTION, [playlist]);
/** 3.5 MB out of a store at hand: 903 Mbit/s. */
const stored = (atSeconds: number): DownloadSample =>
  makeSample(0, atSeconds, { sizeBits: 28_000_000, transferSeconds: 0.031, ttfbSeconds: 0.006 });

describe('an answer that was complete before a round trip was over', () => {
  test('is no measure of a link of which nothing is known', () => {
    expect(believed(learn(begun, [stored(1)]))).toBeLessThanOrEqual(20 * config.initialRateBitsPerSecond);
    for (const count of [2, 8]) {
      const kept = learn(
        begun,
        Array.from({ length: count }, (_, i) => stored(1 + i / 10)),
      );
      expect(believed(kept, 2)).toBeLessThanOrEqual(20 * config.initialRateBitsPerSecond * 1.001);
    }
  });

  test('is refused where the link is known, also when it took more than a moment', () => {
    const known = learn(begun, [makeSample(2_000_000, 2), makeSample(2_000_000, 6)]);
    expect(updatePrediction(known, stored(8), config).verdict).toEqual({ accepted: false, reason: 'implausibly-fast' });
  });

  test('leaves little behind: one real transfer says what the link is', () => {
    const kept = learn(begun, [
      stored(1),
      stored(1.1),
      stored(1.2),
      makeSample(1_500_000, 12, { sizeBits: 15_000_000, transferSeconds: 10 }),
    ]);
    expect(believed(kept, 12)).toBeLessThan(4_000_000);
  });

  test('but the same rate after a round trip is a fast link, from the first transfer on', () => {
    const fast = makeSample(0, 1, { sizeBits: 28_000_000, transferSeconds: 0.031, ttfbSeconds: RTT_SECONDS });
    expect(believed(learn(begun, [fast]), 1) / 903e6).toBeCloseTo(1, 2);
    const known = learn(begun, [makeSample(2_000_000, 2), makeSample(2_000_000, 6)]);
    expect(updatePrediction(known, { ...fast, atSeconds: 8 }, config).verdict).toMatchObject({ accepted: true });
  });
});

test('a link that recovered for good is not refused for ever', () => {
  // Small segments of the lowest rung, each gone in a moment: 1 Mbit in 10 ms after a round trip of 5 ms, where 0.3 Mbit/s was the rate.
  const slow = learn(EMPTY_PREDICTION, [playlist, makeSample(300_000, 10), makeSample(300_000, 20)]);
  let state = slow;
  const verdicts: boolean[] = [];
  for (let atSeconds = 24; atSeconds <= 240; atSeconds += 4) {
    const sample = makeSample(0, atSeconds, { sizeBits: 1_000_000, transferSeconds: 0.01, ttfbSeconds: 0.005 });
    const updated = updatePrediction(state, sample, config);
    verdicts.push(updated.verdict.accepted);
    state = updated.state;
  }
  expect(verdicts[0]).toBe(false);
  expect(verdicts.indexOf(true)).toBeLessThan(25);
  expect(believed(state, 240)).toBeGreaterThan(5_000_000);
});

describe('a body that a store took longer to hand over', () => {
  const RATE = 1_500_000;
  const BODY_BITS = 4_000_000;
  const known = learn(begun, [makeSample(RATE, 2), makeSample(RATE, 6)]);
  const comes = (transferSeconds: number, atSeconds = 10, sizeBits = BODY_BITS): DownloadSample =>
    makeSample(0, atSeconds, { sizeBits, transferSeconds, ttfbSeconds: RTT_SECONDS });
  const learntRate = (sample: DownloadSample, state = known): number => {
    const { verdict } = updatePrediction(state, sample, config);
    return verdict.accepted ? verdict.rateBitsPerSecond : 0;
  };

  test('counts as if it had taken a tenth of a second: it looks like a link that recovered', () => {
    for (const seconds of [0.031, 0.06, 0.09]) expect(learntRate(comes(seconds))).toBeCloseTo(BODY_BITS / 0.1, 0);
    expect(learntRate(comes(0.031, 10, 16_000_000))).toBeLessThan(200_000_000);
  });

  test('is measured as it is where it took longer, or is hardly faster than what is believed', () => {
    expect(learntRate(comes(0.12))).toBeCloseTo(BODY_BITS / 0.12, 0);
    expect(learntRate(comes(0.05, 10, 100_000))).toBeCloseTo(2_000_000, 0);
  });

  test('the sooner it came, the more is believed, at any moment', () => {
    const seconds = [0.03, 0.05, 0.09, 0.1, 0.11, 0.2, 0.4, 1];
    for (const atSeconds of [7, 30, 120])
      for (const bits of [100_000, 1_000_000, 28_000_000]) {
        const rates = seconds.map((each) => learntRate(comes(each, atSeconds, bits)));
        expect(rates).toEqual([...rates].sort((a, b) => b - a));
      }
  });

  test('more is believed the longer nothing was heard', () => {
    const small = (atSeconds: number): number => learntRate(comes(0.031, atSeconds, 400_000));
    expect(small(7)).toBeLessThan(12_000_000);
    expect(small(60)).toBeGreaterThan(12_000_000);
  });

  test('a link that recovered is learnt within a few small segments', () => {
    // From 0.3 to 20 Mbit/s in the lowest rung: 1 Mbit in 50 ms.
    let state = learn(EMPTY_PREDICTION, [playlist, makeSample(300_000, 10), makeSample(300_000, 20)]);
    for (let i = 0; i < 4; i++) state = learn(state, [comes(0.05, 21 + 2 * i, 1_000_000)]);
    expect(believed(state, 28)).toBeGreaterThan(2_500_000);
  });
});
