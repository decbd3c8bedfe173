import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HELP, readArguments } from '../arguments.ts';
import { chooseSessions } from '../choose-sessions.ts';
import { traceOf } from '../session.ts';

describe('the command line of fidelity', () => {
  it('has the defaults that its help names', () => {
    const { players, sessions, jobs, seconds } = readArguments([]);
    expect(HELP).toContain(`default ${players.join(',')}`);
    expect(HELP).toContain(`default ${sessions}:`);
    expect(HELP).toContain(`default ${jobs};`);
    expect(HELP).toContain(`default ${seconds})`);
  });

  it.each([
    [['--sessions', '0'], /--sessions must be/],
    [['--seconds', 'long'], /--seconds must be/],
    [['--jobs', '9'], /--jobs must be/],
    [['--player', 'vlc'], /--player knows hls, shaka-hls/],
    [['--speed', '2'], /speed/],
  ])('refuses %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});

describe('the choice of sessions', () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('plays every network with every player and both rules, and stops at the number asked for', () => {
    const all = chooseSessions(readArguments(['--player', 'all', '--sessions', '200']));
    expect(new Set(all.map(({ network }) => network)).size * 3 * 2).toBe(all.length);
    expect(chooseSessions(readArguments(['--player', 'all', '--sessions', '7']))).toEqual(all.slice(0, 7));
  });

  it('takes traces as they are, latency included, and no more than twenty minutes', () => {
    const samples = [
      [600_000, 1500, 80],
      [600_000, 800, 40],
      [600_000, 300, 40],
    ];
    const path = file('long.jsonl', JSON.stringify({ name: 'long', unit: 'kbps', samples }));
    const [session] = chooseSessions(readArguments(['--traces', path]));
    expect(session?.samples).toEqual(samples.slice(0, 2));
    expect(session && traceOf(session).segments[0]).toEqual({ durationSeconds: 600, rateBitsPerSecond: 1.5e6, latencySeconds: 0.08 });
  });

  it('names the file of a trace that cannot be read', () => {
    const path = file('bad.jsonl', '{"name": "bad", "samples": []}');
    expect(() => chooseSessions(readArguments(['--traces', path]))).toThrow(/bad\.jsonl/);
  });
});
