import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRows } from '../../results/jsonl.ts';
import { type BenchOptions, bench, type Ended } from './bench.ts';

const MINUTES = 180_000;
const GIVEN = ['--traces', 'traces', '--ladder', 'ladder.json', '--seconds', '60', '--player', 'hls,shaka', '--seed', '3'];
const QUICK = [...GIVEN, '--rules', 'throughput,evenkeel', '--no-optimum'];
const FILES = ['json', 'jsonl', 'parquet', 'html'] as const;

let root: string;
const run = async (args: readonly string[], options: Partial<BenchOptions> = {}): Promise<Ended> =>
  await bench(args, { cwd: root, ...options });
const outputs = (name: string): string[] => FILES.flatMap((ending) => [`--${ending}`, `${name}.${ending}`]);
/** All but the report, which says when and by which command it was made. */
const contents = (name: string): string[] =>
  FILES.filter((ending) => ending !== 'html').map(
    (ending) =>
      `${ending} ${createHash('sha256')
        .update(readFileSync(join(root, `${name}.${ending}`)))
        .digest('hex')}`,
  );
const partFiles = (directory: string): string[] =>
  readdirSync(join(root, directory), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  mkdirSync(join(root, 'traces'));
  for (const name of ['bus', 'tram', 'walk']) {
    const samples = Array.from({ length: 200 }, (_, i) => [1000, 700 + ((i * 37 + name.charCodeAt(0) * 11) % 23) * 150]);
    writeFileSync(join(root, 'traces', `${name}.json`), JSON.stringify({ name, unit: 'kbps', samples }));
  }
  const rates = [300, 750, 1200, 1850, 2850, 4300];
  const sizes = Array.from({ length: 30 }, (_, i) => rates.map((kbps) => kbps * 4000 * (0.8 + ((i * 7) % 5) / 10)));
  writeFileSync(join(root, 'ladder.json'), JSON.stringify({ segment_duration_ms: 4000, bitrates_kbps: rates, segment_sizes_bits: sizes }));
  writeFileSync(
    join(root, 'fickle.mjs'),
    `export default { name: 'fickle', start: ({ player }) => ({ choose(view) {
      if (player.name === 'shaka' && view.segmentIndex === 5) throw new Error('lost my head');
      return 0;
    } }) };`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a run', () => {
  it('prints a table and writes every form of the result; the same bytes with one worker, with two and from shards', {
    timeout: MINUTES,
  }, async () => {
    const one = await run([...QUICK, ...outputs('one'), '--jobs', '1']);
    expect(one).toMatchObject({ code: 0, stdout: expect.stringMatching(/throughput[\s\S]*evenkeel|evenkeel[\s\S]*throughput/) });
    const rows = decodeRows(readFileSync(join(root, 'one.jsonl'), 'utf8'));
    // 3 traces of 200 s give 3 windows of 60 s each; 2 players, 2 rules.
    expect(rows).toHaveLength(9 * 2 * 2);
    expect(await parquetReadObjects({ file: new Uint8Array(readFileSync(join(root, 'one.parquet'))).buffer })).toHaveLength(rows.length);
    expect(JSON.parse(readFileSync(join(root, 'one.json'), 'utf8'))).toMatchObject({ scenarios: 18, failures: [], problems: [] });

    expect(readFileSync(join(root, 'one.html'), 'utf8')).toMatch(/<!doctype html>[\s\S]*evenkeel-bench --traces traces/);

    const two = await run([...QUICK, ...outputs('two'), '--jobs', '2']);
    expect(two.code).toBe(0);
    expect(contents('two')).toEqual(contents('one'));

    const shards = await Promise.all([
      run([...QUICK, '--parts', 'parts', '--shard', '0/3', '--jobs', '1']),
      run([...QUICK, '--parts', 'parts', '--shards', '3', '--jobs', '2'], { env: { JOB_COMPLETION_INDEX: '1' } }),
    ]);
    expect(shards.map(({ code }) => code)).toEqual([0, 0]);
    expect(await run(['merge', '--parts', 'parts'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lacks 6 of 18 parts (first: number 2;'),
    });
    expect((await run([...QUICK, '--parts', 'parts', '--shards', '3', '--jobs', '1'], { env: { SLURM_ARRAY_TASK_ID: '2' } })).code).toBe(0);
    const merged = await run(['merge', '--parts', 'parts', ...outputs('merged')]);
    expect(merged).toMatchObject({ code: 0, stdout: one.stdout });
    expect(contents('merged')).toEqual(contents('one'));
  });

  it('computes again what is missing or was cut short, and nothing else', { timeout: MINUTES }, async () => {
    const args = [...QUICK, '--parts', 'again', '--jobs', '1', '--jsonl', 'again.jsonl'];
    expect((await run(args)).stderr).toContain('18 scenarios in');
    const [first = '', second = '', ...others] = partFiles('again');
    const whole = readFileSync(join(root, 'again', first), 'utf8');
    writeFileSync(join(root, 'again', first), whole.slice(0, whole.length / 2));
    rmSync(join(root, 'again', second));
    const before = readFileSync(join(root, 'again.jsonl'), 'utf8');
    const next = await run(args);
    expect(next).toMatchObject({ code: 0, stderr: expect.stringContaining('16 of them done before') });
    expect(next.stderr).toContain('2 scenarios in');
    expect(readFileSync(join(root, 'again', first), 'utf8')).toBe(whole);
    expect(partFiles('again')).toHaveLength(2 + others.length);
    expect(readFileSync(join(root, 'again.jsonl'), 'utf8')).toBe(before);
  });

  it('interrupted, leaves finished parts behind and goes on from them', { timeout: MINUTES }, async () => {
    const args = [...QUICK, '--parts', 'broken-off', '--jobs', '1', '--rule-file', 'slow.mjs'];
    writeFileSync(
      join(root, 'slow.mjs'),
      `export default { name: 'slow', start: () => { const until = performance.now() + 300; while (performance.now() < until); return { choose: () => 0 }; } };`,
    );
    const broken = await run(args, { interruptWhen: (stderr) => /^\d+\/18 scenarios$/m.test(stderr) });
    expect(broken).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/Interrupted: \d+ of 18 scenarios are done; they are in broken-off/),
    });
    const done = partFiles('broken-off').length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(18);
    expect(await run(args)).toMatchObject({ code: 0, stderr: expect.stringContaining(`${done} of them done before`) });
  });
});

describe('what goes wrong', () => {
  it('a rule that throws fails alone, is listed by reason, and the exit code is 1', { timeout: MINUTES }, async () => {
    const ended = await run([
      ...GIVEN,
      '--rules',
      'throughput',
      '--rule-file',
      'fickle.mjs',
      '--no-optimum',
      '--jsonl',
      'fickle.jsonl',
      '--json',
      'fickle.json',
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /9 session\(s\) failed; the rest went on:\n {2}9 x fickle: .*lost my head \(first: shaka \/ traces \/ bus \//,
    );
    const rows = decodeRows(readFileSync(join(root, 'fickle.jsonl'), 'utf8'));
    expect(rows.filter(({ rule }) => rule === 'fickle').every(({ player }) => player === 'hls')).toBe(true);
    expect(rows).toHaveLength(18 + 9);
    expect(JSON.parse(readFileSync(join(root, 'fickle.json'), 'utf8')).failures).toHaveLength(9);
  });

  it('a rule that ends its process ends its session', { timeout: MINUTES }, async () => {
    writeFileSync(join(root, 'quitter.mjs'), "export default { name: 'quitter', start: () => ({ choose: () => process.exit(3) }) };");
    const ended = await run([...GIVEN, '--sessions', '1', '--rules', 'throughput', '--rule-file', 'quitter.mjs', '--no-optimum']);
    expect(ended).toMatchObject({ code: 1, stdout: expect.stringContaining('throughput') });
    expect(ended.stderr).toMatch(/2 x quitter: .*process\.exit\(3\) was called/);
  });

  it('a bad trace or ladder is named, the rest goes on with exit code 1; with nothing left, 2', { timeout: MINUTES }, async () => {
    writeFileSync(join(root, 'bad.json'), '{"samples": [[1000, -5]]}');
    const some = await run([...QUICK, '--traces', 'bad.json', '--ladder', 'bad.json']);
    expect(some).toMatchObject({ code: 1, stdout: expect.stringContaining('throughput') });
    expect(some.stderr).toMatch(/2 input file\(s\) could not be used[\s\S]*bad\.json.*\n.*bad\.json/);
    expect(await run(['--traces', 'bad.json', '--rules', 'throughput'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/no usable trace[\s\S]*bad\.json/),
    });
    expect(await run(['--traces', 'traces', '--ladder', 'bad.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no usable ladder[\s\S]*bad\.json/),
    });
  });

  it('a wrong command line says what there is', { timeout: MINUTES }, async () => {
    const rules = run([...GIVEN, '--rules', 'throughput,nonsense']);
    expect(await rules).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/no rule "nonsense"; there are evenkeel, .*throughput/),
    });
    writeFileSync(join(root, 'no-rule.mjs'), 'export default 5;');
    expect(await run([...GIVEN, '--rule-file', 'no-rule.mjs'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('default export must be a rule'),
    });
    expect(await run(['--traces', 'nowhere'])).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere: no such file') });
    expect(await run(['--player', 'vlc'])).toMatchObject({ code: 2, stderr: expect.stringContaining('hls, shaka, live') });
  });
});

it('tells of itself', { timeout: MINUTES }, async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/Examples[\s\S]*merge --parts/) });
  expect(await run(['--list-rules'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^evenkeel .*\n +\S/m) });
});
