import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { levelsOf, play, SMALL_BUFFER, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

describe('the player has the last word', () => {
  it('honours a level forced by error recovery', async () => {
    const { createEngine } = scriptEngine({ decide: ({ renditions }) => (renditions[3]?.allowed ? 3 : 1) });
    const playing = play({ createEngine });
    playing.origin.statusOf = (path) => (/level3\/[3-9]/.test(path) ? 404 : 200);
    await playing.run(30);
    const segments = playing.origin.segments();
    expect(segments.slice(0, 3)).toEqual(['3/0', '3/1', '3/2']);
    // Tried at 3, moved off it, and not tempted back while the error stands.
    expect(segments[3]).toBe('3/3');
    expect(levelsOf(segments.slice(4))).not.toContain(3);
    expect(segments.length).toBeGreaterThan(12);
    expect(playing.errors.some((error) => error.fatal)).toBe(false);
  });

  it('honours a level that the application forces for one segment', async () => {
    const { createEngine } = scriptEngine({ decide: () => 3 });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(30);
    playing.hls.nextAutoLevel = 0;
    const before = playing.origin.segments().length;
    await playing.run(12);
    expect(levelsOf(playing.origin.segments().slice(before))).toEqual([0, 3, 3, 3]);
  });

  it('stays out of manual mode and comes back', async () => {
    const { createEngine, situations } = scriptEngine({ decide: () => 3 });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(20);
    playing.hls.loadLevel = 1;
    const decided = situations.length;
    await playing.run(20);
    expect(levelsOf(playing.origin.segments()).slice(-3)).toEqual([1, 1, 1]);
    expect(situations).toHaveLength(decided);
    playing.hls.loadLevel = -1;
    await playing.run(20);
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
  });

  it('respects config.startLevel and the bitrate test', async () => {
    const { createEngine } = scriptEngine({ decide: () => 3 });
    const configured = play({ createEngine }, { startLevel: 1 });
    await configured.run(6);
    configured.end();
    expect(configured.origin.segments().slice(0, 2)).toEqual(['1/0', '3/1']);
    const { createEngine: second, samples } = scriptEngine({ decide: () => 2 });
    const tested = play({ createEngine: second }, { startLevel: -1, testBandwidth: true });
    await tested.run(6);
    expect(tested.origin.segments().slice(0, 3)).toEqual(['0/0', '2/0', '2/1']);
    expect(samples.filter((sample) => sample.kind === 'main')[0]?.segment?.renditionIndex).toBe(0);
  });
});
