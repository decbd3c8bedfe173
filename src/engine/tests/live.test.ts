import { describe, expect, test } from 'vitest';
import { playingConditions } from '../live.ts';
import { makeSituation } from './make.ts';

const live = { latencySeconds: 8, targetLatencySeconds: 3 };

describe('being live', () => {
  test('changes nothing on demand', () => {
    expect(playingConditions(makeSituation(), 18)).toEqual({ maxBufferSeconds: 30, playbackRate: 1 });
    expect(playingConditions(makeSituation({ playbackRate: 2, maxBufferSeconds: 600 }), 18)).toEqual({
      maxBufferSeconds: 120,
      playbackRate: 2,
    });
  });
  test('the buffer never holds more than the distance to the edge', () => {
    expect(playingConditions(makeSituation({ live }), 18).maxBufferSeconds).toBe(8);
    expect(playingConditions(makeSituation({ live: { ...live, latencySeconds: 1 } }), 18).maxBufferSeconds).toBe(3);
  });
  test('what lies beyond the target is played away where the player catches up', () => {
    const catching = playingConditions(makeSituation({ live: { ...live, maxPlaybackRate: 1.1 } }), 20);
    expect(catching.maxBufferSeconds).toBe(3);
    expect(catching.playbackRate).toBeCloseTo(1.1);
    const nearly = playingConditions(makeSituation({ live: { ...live, latencySeconds: 4, maxPlaybackRate: 1.1 } }), 20);
    expect(nearly.playbackRate).toBeCloseTo(1.05);
  });
});
