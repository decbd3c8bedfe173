/** The simulator's Evenkeel is told what the plugin's adapters tell it; what fidelity runs showed to be missing stays fixed. */
import { createTrace } from 'evenkeel/link';
import { evenkeelRule, HLS_PLAYER, type PlayerModel, SHAKA_PLAYER, simulateSession } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { demoContent } from '../content.ts';

type CreateEngine = NonNullable<NonNullable<Parameters<typeof evenkeelRule>[0]>['createEngine']>;
type Engine = ReturnType<CreateEngine>;
type Situation = Parameters<Engine['decide']>[0];
type Sample = Parameters<Engine['addSample']>[0];

/** Asks for the rungs of a list in turn. */
function watch(player: PlayerModel, rungs: readonly number[]): { situations: Situation[]; samples: Sample[] } {
  const situations: Situation[] = [];
  const samples: Sample[] = [];
  const createEngine = (() => ({
    decide(situation: Situation) {
      situations.push(situation);
      return { index: rungs[Math.min(situations.length, rungs.length) - 1] };
    },
    considerRescue: () => undefined,
    forecast: () => ({ rttSeconds: 0.123 }),
    addSample(sample: Sample) {
      samples.push(sample);
    },
  })) as unknown as CreateEngine;
  const trace = createTrace({ name: 'even', segments: [{ durationSeconds: 1000, rateBitsPerSecond: 4e6 }] });
  const content = demoContent('vbr');
  simulateSession({ trace, slowStart: false, content, contentSeconds: 24, player }, evenkeelRule({ createEngine }));
  return { situations, samples };
}

describe('what the simulated Evenkeel is told', () => {
  const content = demoContent('vbr');
  const audio = content.audio?.rateBitsPerSecond ?? Number.NaN;

  it.each([
    ['hls.js: averages', HLS_PLAYER, 'rateBitsPerSecond'],
    ['Shaka: peaks', SHAKA_PLAYER, 'peakRateBitsPerSecond'],
  ] as const)('declared rates hold the audio, as in both players (%s)', (_, player, declared) => {
    const { situations, samples } = watch(player, [2]);
    const rung = content.renditions[2];
    const told = situations[0]?.renditions[2];
    expect(told?.rateBitsPerSecond).toBe((rung?.[declared] ?? 0) + audio);
    expect(told?.peakRateBitsPerSecond).toBe((rung?.peakRateBitsPerSecond ?? 0) + audio);
    const segment = samples.find(({ kind }) => kind === 'main')?.segment;
    expect(segment?.nominalBits).toBe((told?.rateBitsPerSecond ?? 0) * content.segmentSeconds);
  });

  it('a media playlist that is not there yet costs as long as the last one took, with hls.js', () => {
    const { situations } = watch(HLS_PLAYER, [2, 3, 3]);
    const delays = (at: number) => situations[at]?.renditions.map(({ playlistDelaySeconds }) => playlistDelaySeconds);
    expect(delays(0)).toEqual(content.renditions.map(() => undefined));
    const second = delays(1);
    expect(second?.[2]).toBe(0);
    expect(second?.[3]).toBeGreaterThan(0.05);
    const last = situations.at(-1)?.renditions.map(({ playlistDelaySeconds }) => playlistDelaySeconds);
    expect([last?.[2], last?.[3]]).toEqual([0, 0]);
    expect(last?.[4]).toBeGreaterThan(0.05);
  });

  it('with Shaka and HLS it costs a round trip, and with DASH nothing', () => {
    const told = (player: PlayerModel) => watch(player, [2]).situations.at(-1)?.renditions[5]?.playlistDelaySeconds;
    expect(told({ ...SHAKA_PLAYER, hasMediaPlaylists: true })).toBe(0.123);
    expect(told(SHAKA_PLAYER)).toBeUndefined();
  });
});
