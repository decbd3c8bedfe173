import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CreateEngine } from '../../../engine/index.ts';
import { HlsClass, levelsOf, play, SMALL_BUFFER, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

describe('modes, sources, instances', () => {
  it('switches mode while playing', async () => {
    const { createEngine } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine }, SMALL_BUFFER);
    await playing.run(30);
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
    playing.abr?.setMode('observe');
    await playing.run(20);
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
    playing.abr?.setMode('control');
    await playing.run(20);
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
  });

  it('starts over with another source', async () => {
    const { createEngine, situations } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine });
    await playing.run(10);
    const before = situations.length;
    playing.hls.loadSource('https://origin.test/other.m3u8');
    await playing.run(10);
    expect(situations[before]?.currentIndex).toBe(-1);
    expect(playing.ofType('ladder')).toHaveLength(2);
  });

  it('forgets the old ladder in mode off, too', async () => {
    let resets = 0;
    const scripted = scriptEngine({ decide: () => 1 });
    const createEngine: CreateEngine = (...given) => ({ ...scripted.createEngine(...given), resetLadder: () => void resets++ });
    const playing = play({ createEngine });
    await playing.run(5);
    playing.abr?.setMode('off');
    const before = resets;
    playing.hls.loadSource('https://origin.test/other.m3u8');
    await playing.run(1);
    expect(resets).toBe(before + 1);
  });

  it('leaves no timer and no listener behind', async () => {
    const { createEngine } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine }, {}, () => 100_000);
    await playing.run(6);
    playing.end();
    const { vi } = await import('vitest');
    await playing.run(0.1);
    expect(vi.getTimerCount()).toBe(0);
    expect(playing.events.at(-1)?.type).toBe('end');
    const { length } = playing.events;
    await playing.run(5);
    expect(playing.events).toHaveLength(length);
  });

  it('gives every instance its own session', async () => {
    const first = play({ createEngine: scriptEngine({ decide: () => 1 }).createEngine });
    const second = new HlsClass({ ...first.hls.userConfig });
    second.loadSource('https://origin.test/child.m3u8');
    await first.run(2);
    second.destroy();
    expect(new Set(first.events.map((event) => event.session))).toEqual(new Set([1, 2]));
    expect(first.events.filter((event) => event.type === 'end').map((event) => event.session)).toEqual([2]);
  });
});
