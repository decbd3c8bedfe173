/** What the READMEs show is run as it stands: programs print what the block after them says, commands are command lines. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTrace } from 'evenkeel/link';
import { createContent, HLS_PLAYER, type Rule, simulateSession } from 'evenkeel/simulator';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../bench/command/arguments.ts';
import { takeOptionFiles } from '../../bench/frontier/command.ts';
import { readTuneArguments } from '../../bench/tune/arguments.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('programs', () => {
  test('src/simulator/README.md: prints what the next block says', () => {
    const [, program = '', output] = /```js\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(read('src/simulator/README.md')) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-readme-'));
    try {
      writeFileSync(join(folder, 'example.mts'), program);
      const ended = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), join(folder, 'example.mts')], {
        encoding: 'utf8',
        env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') },
      });
      expect(ended).toMatchObject({ stdout: output, stderr: '', status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

test('bench/command/README.md: the rule of its own plays', async () => {
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(read('bench/command/README.md')) ?? [];
  const module = (await import(`data:text/javascript,${encodeURIComponent(program)}`)) as { default: Rule };
  const content = createContent({ name: 'film', segmentSeconds: 4, renditions: [{ rateBitsPerSecond: 4e5 }, { rateBitsPerSecond: 2e6 }] });
  const trace = createTrace({ name: 'line', loops: true, segments: [{ durationSeconds: 10, rateBitsPerSecond: 8e6 }] });
  const { outcome, segments } = simulateSession({ trace, content, player: HLS_PLAYER }, module.default);
  expect(outcome).toBe('end');
  expect(segments.at(-1)?.renditionIndex).toBe(1);
});

/** Arguments as a shell would split them: comments and quotes gone, continued lines joined. */
function commandLines(markdown: string): string[][] {
  const shell = Array.from(markdown.matchAll(/```sh\n([\s\S]*?)```/g), ([, text = '']) => text.replaceAll('\\\n', ' ')).join('\n');
  return shell.split('\n').flatMap((line) => {
    // AWS Batch takes a command as a list with commas.
    const [, listed] = /,evenkeel-bench,([^']*)/.exec(line) ?? [];
    if (listed !== undefined) return [listed.split(',')];
    const [, rest] = /(?:npm run bench(?: --)?|(?:npx |-- +)evenkeel-bench)(?= |$)(.*)/.exec(line.replace(/\s#.*/, '')) ?? [];
    return rest === undefined ? [] : [(rest.match(/\S+/g) ?? []).map((word) => word.replaceAll('"', ''))];
  });
}

/** Reads a command line as `bench/main.ts` would; throws for one that it would refuse. */
function readCommandLine([verb = '', ...rest]: readonly string[]): void {
  if (verb === 'tune') readTuneArguments(rest);
  else if (verb === 'frontier') readArguments(takeOptionFiles(rest).others, {});
  else readArguments(verb ? [verb, ...rest] : [], { JOB_COMPLETION_INDEX: '0' });
}

describe('command lines of the benchmark', () => {
  const files = [
    'README.md',
    'bench/README.md',
    'bench/command/README.md',
    'bench/cluster/README.md',
    'bench/results/README.md',
    'CONTRIBUTING.md',
  ];
  const lines = files.flatMap((file) => commandLines(read(file)).map((args) => [file, args] as const));

  test('are found', () => expect(lines.length).toBeGreaterThan(10));
  test.each(lines)('%s: evenkeel-bench %j', (_file, args) => {
    // Numbers from the environment are the shell's business.
    const plain = args.map((arg) => arg.replace(/\$SLURM_\w+/, '1'));
    expect(() => readCommandLine(plain)).not.toThrow();
  });
});
