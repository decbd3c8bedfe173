/** As users start it, in processes of its own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveOptions } from 'evenkeel';
import { createHlsAbr } from 'evenkeel/hls';
import Hls from 'hls.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchOptions, bench, type Ended } from '../../command/tests/bench.ts';
import type { SavedSearch } from '../state-file.ts';

const MINUTES = 180_000;
const GIVEN = [
  '--traces',
  'traces',
  '--ladder',
  'cbr-7',
  '--players',
  'hls',
  '--seconds',
  '40',
  '--sessions',
  '9',
  '--only',
  'scales.stall,scales.switchCount,scales.caution',
];

let root: string;
const tune = async (args: readonly string[], options: Partial<BenchOptions> = {}): Promise<Ended> =>
  await bench(['tune', ...GIVEN, ...args], { cwd: root, ...options });
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const json = (file: string) => JSON.parse(read(file));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'evenkeel-tune-'));
  mkdirSync(join(root, 'traces'));
  for (let file = 0; file < 9; file += 1) {
    const samples = Array.from({ length: 60 }, (_, i) => [1000, 300 + ((i * 37 + file * 131) % (29 + file)) * 190]);
    writeFileSync(join(root, 'traces', `ride-${file}.json`), JSON.stringify({ name: `ride-${file}`, unit: 'kbps', samples }));
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('tune', () => {
  it('fits, looks once at held-out files, and writes options that the plugin accepts; stopped and resumed, the same bytes', {
    timeout: MINUTES,
  }, async () => {
    const whole = await tune(['--evaluations', '24', '--workers', '1', '--out', 'whole.json']);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/Held out: traces\/ride-\d.*\n.*objective/) });
    const report = json('whole.report.json');
    expect(report.split).toMatchObject({ level: 'file', fitUnits: { length: 6 }, heldOutUnits: { length: 3 } });
    // Three held-out traces are too few for a verdict: the file holds the defaults, and says so beside it.
    expect(report).toMatchObject({ verdict: 'too few traces', written: 'start', heldOut: { traces: 3 } });
    expect(json('whole.json')).toEqual({});
    expect(whole.stdout).toMatch(/NOT SHOWN to be better/);
    expect(() => createHlsAbr(Hls, json('whole.json'))).not.toThrow();
    expect(() => createHlsAbr(Hls, report.tuned)).not.toThrow();
    expect(resolveOptions(report.tuned)).toBeDefined();

    const interrupted = await tune(['--evaluations', '24', '--out', 'cut.json'], {
      interruptWhen: (text) => text.includes('generation 1,'),
    });
    expect(interrupted).toMatchObject({ code: 130, stderr: expect.stringMatching(/cut\.state\.json; the same command with --resume/) });
    expect(existsSync(join(root, 'cut.json'))).toBe(false);
    const resumed = await tune(['--evaluations', '24', '--out', 'cut.json', '--resume']);
    expect(resumed.stderr).toMatch(/Going on after generation [1-9]/);
    for (const ending of ['json', 'state.json', 'report.json']) expect(read(`cut.${ending}`)).toBe(read(`whole.${ending}`));

    const saved: SavedSearch = json('cut.state.json');
    expect(saved.outcome).toMatchObject({ verdict: 'too few traces' });
    const again = await tune(['--evaluations', '400', '--out', 'cut.json', '--resume']);
    expect(again).toMatchObject({ code: 0, stdout: resumed.stdout, stderr: expect.stringMatching(/finished.*nothing is played again/) });
    expect(json('cut.state.json')).toEqual(saved);

    const stale = await tune(['--evaluations', '24', '--out', 'cut.json', '--resume', '--objective', 'stalls=1']);
    expect(stale).toMatchObject({ code: 2, stderr: expect.stringMatching(/cut\.state\.json is of another search: the objective differs/) });
  });

  it('explains itself, and refuses what cannot work before it begins', { timeout: MINUTES }, async () => {
    const at = { cwd: root };
    const [help, one, wrong] = await Promise.all([
      bench(['tune', '--help'], at),
      bench(['tune', '--traces', 'traces/ride-0.json'], at),
      bench(['tune', '--objective', 'stall=1'], at),
    ]);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('--held-out PATH') });
    expect(one).toMatchObject({ code: 2, stderr: expect.stringMatching(/one trace only/) });
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--objective takes name=weight by comma, with worst, avoidable/),
    });
  });
});
