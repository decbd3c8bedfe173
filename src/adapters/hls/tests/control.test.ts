import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { levelsOf, play, SMALL_BUFFER, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

describe('in control', () => {
  it('loads the level that the engine chose, first segment included', async () => {
    const wanted = [2, 1, 3, 0, 2, 2, 1];
    let asked = 0;
    const { createEngine } = scriptEngine({ decide: () => wanted[asked++] ?? 0 });
    const playing = play({ createEngine });
    await playing.run(8);
    expect(levelsOf(playing.origin.segments()).slice(0, wanted.length)).toEqual(wanted);
    expect(playing.errors).toEqual([]);
  });

  it('decides once per segment, and not at all while the buffer is full', async () => {
    const { createEngine, situations } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(60);
    const segments = playing.origin.segments().length;
    expect(segments).toBeGreaterThan(15);
    expect(Math.abs(situations.length - segments)).toBeLessThanOrEqual(1);
    expect(playing.ofType('decision')).toHaveLength(situations.length);
    // With a full buffer the question is put off until there is room again.
    for (const { bufferSeconds } of situations) expect(bufferSeconds).toBeLessThan(20);
    expect(playing.ofType('switch')).toHaveLength(1);
  });

  it('does not mistake the echo of its own answer for a force', async () => {
    let wanted = 3;
    const { createEngine } = scriptEngine({ decide: () => wanted });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(40);
    wanted = 1;
    await playing.run(10);
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
    expect(playing.hls.nextAutoLevel).toBe(1);
  });

  it('keeps its answer when somebody else asks between two segments', async () => {
    let wanted = 3;
    const { createEngine } = scriptEngine({ decide: () => wanted });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(30);
    wanted = 2;
    for (let i = 0; i < 60; i++) {
      await playing.run(0.5);
      expect(playing.hls.nextAutoLevel).toBeGreaterThanOrEqual(2);
    }
    expect(levelsOf(playing.origin.segments()).slice(-4)).toEqual([2, 2, 2, 2]);
  });

  it('tells what the built-in rule would have chosen', async () => {
    const { createEngine } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(60);
    const builtIn = playing.ofType('decision').map((event) => event.builtInIndex);
    expect(builtIn.slice(2)).toContain(3);
    expect(builtIn.slice(2)).not.toContain(1);
  });

  it('obeys a lowered cap at once', async () => {
    const { createEngine } = scriptEngine({
      decide: ({ renditions }) => renditions.map((rendition) => rendition.allowed).lastIndexOf(true),
    });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(31);
    expect(playing.hls.nextAutoLevel).toBe(3);
    playing.hls.autoLevelCapping = 1;
    expect(playing.hls.nextAutoLevel).toBe(1);
    await playing.run(20);
    expect(Math.max(...levelsOf(playing.origin.segments()).slice(-3))).toBe(1);
  });

  it('survives a cap beyond the ladder', async () => {
    const { createEngine } = scriptEngine({ decide: ({ renditions }) => renditions.length - 1 });
    const playing = play({ createEngine });
    playing.hls.autoLevelCapping = 17;
    await playing.run(10);
    expect(playing.hls.nextAutoLevel).toBe(3);
    expect(playing.ofType('fault')).toEqual([]);
  });
});
