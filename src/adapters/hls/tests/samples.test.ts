import type { Fragment } from 'hls.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HlsClass, play, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

describe('samples', () => {
  it('measures main segments whole, in seconds and bits', async () => {
    const { createEngine, samples } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine });
    await playing.run(4);
    const main = samples.find((sample) => sample.kind === 'main');
    expect(main?.host).toBe('origin.test');
    expect(main?.ttfbSeconds).toBeCloseTo(0.04, 2);
    expect((main?.sizeBits ?? 0) / (main?.transferSeconds ?? 1)).toBeGreaterThan(2_800_000);
    expect(main?.segment).toMatchObject({ renditionIndex: 1, durationSeconds: 3.84, nominalBits: 500_000 * 3.84 });
    expect(playing.ofType('segment')[0]).toMatchObject({ renditionIndex: 1, startSeconds: 0 });
    expect(samples[0]?.kind).toBe('other');
  });

  it('never takes audio or init segments for main ones', async () => {
    const { createEngine, samples } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine });
    await playing.run(4);
    samples.length = 0;
    const template = playing.hls.levels[1]?.details?.fragments[0] as Fragment;
    const send = (changes: Partial<Record<keyof Fragment, unknown>>): void => {
      const frag = Object.create(
        template,
        Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, { value, writable: true }])),
      );
      playing.hls.trigger(HlsClass.Events.FRAG_LOADED, { frag, part: null, payload: new ArrayBuffer(0), networkDetails: null });
    };
    send({ type: 'audio' });
    send({ type: 'main', sn: 'initSegment' });
    send({ type: 'subtitle' });
    expect(samples.map((sample) => sample.kind)).toEqual(['audio', 'other', 'other']);
    expect(samples.every((sample) => sample.segment === undefined)).toBe(true);
  });
});
