import type { Fragment } from 'hls.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CreateEngine } from '../../../engine/index.ts';
import { HlsClass, play, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const cliff = (seconds: number): number => (seconds < 20 ? 3_000_000 : seconds < 60 ? 250_000 : 2_000_000);
const SMALL_BUFFER = { maxBufferLength: 20, maxMaxBufferLength: 20 };
const levelsOf = (segments: readonly string[]): number[] => segments.map((segment) => Number(segment.split('/')[0]));

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

describe('fails open', () => {
  const requestsOf = async (options: Parameters<typeof play>[0]): Promise<{ sequence: unknown[]; playing: ReturnType<typeof play> }> => {
    const playing = play(options, SMALL_BUFFER, cliff);
    await playing.run(100);
    playing.end();
    return { sequence: playing.origin.requests.map(({ atSeconds, path, state }) => `${atSeconds.toFixed(3)} ${path} ${state}`), playing };
  };

  it.each(['observe', 'off'] as const)('%s mode asks for exactly what the built-in rule asks for', async (mode) => {
    const alone = await requestsOf(undefined);
    const watched = await requestsOf({ mode });
    expect(watched.sequence).toEqual(alone.sequence);
    expect(watched.playing.errors.length).toBe(alone.playing.errors.length);
    const decisions = watched.playing.ofType('decision');
    expect(decisions.every((event) => !event.applied)).toBe(true);
    if (mode === 'observe') expect(decisions.length).toBeGreaterThan(20);
    else expect(watched.playing.events.map((event) => event.type)).toEqual(['ladder', 'end']);
  });

  it('an engine that cannot be made changes nothing and is reported once', async () => {
    const alone = await requestsOf(undefined);
    const broken = await requestsOf({
      createEngine: () => {
        throw new Error('no engine');
      },
    });
    expect(broken.sequence).toEqual(alone.sequence);
    expect(broken.playing.ofType('fault')).toHaveLength(1);
    expect(broken.playing.ofType('fault')[0]?.message).toContain('no engine');
  });

  it.each(['NaN', 'too high', 'negative'])('an engine that answers %s hands over to the built-in rule', async (kind) => {
    const alone = await requestsOf(undefined);
    const answer = { NaN: Number.NaN, 'too high': 99, negative: -1 }[kind] ?? 0;
    const broken = await requestsOf({ createEngine: scriptEngine({ decide: () => answer }).createEngine });
    expect(broken.sequence).toEqual(alone.sequence);
    expect(broken.playing.ofType('fault').map((event) => event.where)).toEqual(['decide']);
  });

  it('an engine that fails while playing leaves a player that plays', async () => {
    let calls = 0;
    const { createEngine } = scriptEngine({
      decide: () => {
        if (++calls > 4) throw new Error('late');
        return 2;
      },
    });
    const { playing } = await requestsOf({ createEngine });
    expect(playing.ofType('fault')).toHaveLength(1);
    expect(playing.video.currentTime).toBeGreaterThan(95);
  });

  it('a listener that throws changes nothing', async () => {
    const { createEngine } = scriptEngine({ decide: () => 2 });
    const playing = play({ createEngine });
    playing.abr?.on(() => {
      throw new Error('listener');
    });
    await playing.run(10);
    expect(new Set(levelsOf(playing.origin.segments()))).toEqual(new Set([2]));
  });
});

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
