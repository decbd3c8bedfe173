import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { levelsOf, play, SMALL_BUFFER, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const cliff = (seconds: number): number => (seconds < 20 ? 3_000_000 : seconds < 60 ? 250_000 : 2_000_000);

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
