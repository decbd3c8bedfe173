/** Proves that the layer rules bite: forbidden code in each layer must fail lint or types, and the message must help. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Snippet {
  readonly file: string;
  readonly code: string;
  /** Part of the message that must appear; undefined: the snippet is allowed. */
  readonly message?: string;
}

const value = (source: string): string => `import { x } from '${source}';\nexport const y = x;\n`;
const type = (source: string): string => `import type { X } from '${source}';\nexport type Y = X;\n`;

const PURE_LAYERS: Readonly<Record<string, string>> = {
  'src/engine': 'src/engine imports only itself',
  'src/link': 'src/link imports only itself',
  'src/session': 'src/session imports itself',
  'src/simulator': 'src/simulator imports itself',
  'demo/content': 'demo/content imports only itself',
  'demo/origin/core': 'demo/origin/core imports itself',
};
const IMPURE: Readonly<Record<string, string>> = {
  'Date.now()': 'read `atSeconds` from the input',
  'new Date()': 'read `atSeconds` from the input',
  'performance.now()': 'read `atSeconds` from the input',
  'globalThis.performance': 'take what you need as an argument',
  'setTimeout(() => {}, 1)': 'return the time of the next event',
  'console.log(1)': 'return the finding as data',
  'Math.random()': 'take a seed',
  'document.title': 'src/playback reads the page',
};
const FOREIGN = ['rxjs', 'hls.js', 'shaka-player', 'node:fs', 'evenkeel/telemetry', 'evenkeel/hls'];

const pure = Object.entries(PURE_LAYERS).flatMap(([layer, importMessage]): Snippet[] => [
  ...Object.entries(IMPURE).map(([code, message]) => ({ file: layer, code: `export const y = ${code};\n`, message })),
  ...FOREIGN.map((source) => ({ file: layer, code: value(source), message: importMessage })),
  { file: layer, code: type('rxjs'), message: importMessage },
  { file: layer, code: "export * from 'rxjs';\n", message: importMessage },
  { file: layer, code: "export const y = await import('rxjs');\n", message: importMessage },
  { file: layer, code: "export type Y = import('rxjs').Observable<number>;\n", message: 'Name the type with' },
  { file: layer, code: type('./neighbour.ts') },
]);

const ADAPTER = 'emit a SessionEvent instead';
const PLAYER = "Adapters use the player's types only";
const adapters = [
  { own: 'hls', other: 'shaka', player: 'hls.js', otherPlayer: 'shaka-player' },
  { own: 'shaka', other: 'hls', player: 'shaka-player', otherPlayer: 'hls.js' },
].flatMap(({ own, other, player, otherPlayer }): Snippet[] => {
  const file = `src/adapters/${own}`;
  return [
    { file, code: value('rxjs'), message: ADAPTER },
    { file, code: type('rxjs'), message: ADAPTER },
    { file, code: type(`../${other}/index.ts`), message: ADAPTER },
    { file, code: type('../../telemetry/index.ts'), message: ADAPTER },
    { file, code: value('../../engine/plan.ts'), message: ADAPTER },
    { file, code: type(otherPlayer), message: ADAPTER },
    { file, code: value(player), message: PLAYER },
    { file, code: `import Player from '${player}';\nexport const y = new Player();\n`, message: PLAYER },
    { file, code: `// a comment first\nimport * as all from '${player}';\nexport const y = all;\n`, message: PLAYER },
    { file, code: `import {\n  type X,\n  x,\n} from '${player}';\nexport const y: X = x;\n`, message: PLAYER },
    { file, code: `import '${player}';\n`, message: PLAYER },
    { file, code: `export { x } from '${player}';\n`, message: PLAYER },
    { file, code: `export const y = await import('${player}');\n`, message: PLAYER },
    { file, code: type(player) },
    { file, code: type('../../engine/index.ts') },
    { file, code: value('../../playback/index.ts') },
    { file, code: value('../shared/index.ts') },
  ];
});

const TELEMETRY = 'src/telemetry imports rxjs and the types';
const OUTSIDE = 'Use a public entry point';
const others: readonly Snippet[] = [
  { file: 'src/telemetry', code: type('../adapters/shared/index.ts'), message: TELEMETRY },
  { file: 'src/telemetry', code: type('../adapters/hls/index.ts'), message: TELEMETRY },
  { file: 'src/telemetry', code: value('../playback/index.ts'), message: TELEMETRY },
  { file: 'src/telemetry', code: value('rxjs') },
  { file: 'src/telemetry', code: type('../session/index.ts') },
  { file: 'src/session', code: type('../engine/index.ts') },
  { file: 'src/session', code: type('../engine/plan.ts'), message: 'src/session imports itself' },
  { file: 'src/playback', code: value('rxjs'), message: 'src/playback imports' },
  { file: 'src/history', code: type('../session/index.ts') },
  { file: 'src/history', code: value('../playback/index.ts'), message: 'src/history imports' },
  { file: 'src/adapters/shared', code: type('../hls/index.ts'), message: ADAPTER },
  { file: 'src/simulator', code: value('../engine/index.ts') },
  { file: 'src/simulator', code: value('../engine/plan.ts'), message: 'src/simulator imports itself' },
  { file: 'src/simulator/bounds', code: value('../../link/index.ts') },
  { file: 'src/simulator/bounds', code: value('../../adapters/hls/index.ts'), message: 'src/simulator imports itself' },
  { file: 'src/link/parse', code: value('../trace.ts') },
  { file: 'src/link/parse', code: value('../../engine/index.ts'), message: 'src/link imports only itself' },
  { file: 'demo/origin/core', code: value('../../content/index.ts') },
  { file: 'demo/origin/core', code: value('evenkeel/link') },
  { file: 'demo/origin/core', code: value('../../../src/link/index.ts') },
  { file: 'demo/origin/core', code: value('../../../src/link/link.ts'), message: 'demo/origin/core imports itself' },
  { file: 'demo/origin/tests', code: value('../../../src/link/index.ts') },
  { file: 'demo/origin/tests', code: value('../../../src/engine/index.ts'), message: OUTSIDE },
  { file: 'demo/origin/core', code: value('../node/main.ts'), message: 'demo/origin/core imports itself' },
  ...['demo/page', 'demo/origin/node', 'e2e', 'bench/compare', 'bench/rules/published/bba'].flatMap((file): Snippet[] => [
    { file, code: value('../src/engine/index.ts'), message: OUTSIDE },
    { file, code: type('../../../src/adapters/hls/index.ts'), message: OUTSIDE },
    { file, code: value('evenkeel') },
    { file, code: value('evenkeel/link') },
  ]),
];

const snippets: readonly Snippet[] = [...pure, ...adapters, ...others];
let checkout = '';
const messages = new Map<string, string[]>();
const fileOf = (snippet: Snippet): string => `${snippet.file}/snippet-${snippets.indexOf(snippet)}.ts`;

function put(file: string, code: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), code);
}

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'evenkeel-layers-'));
  for (const name of ['biome.json', 'lint', '.gitignore']) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  for (const snippet of snippets) put(fileOf(snippet), snippet.code);
  const args = [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--colors=off', '--max-diagnostics=none'];
  const biome = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8', maxBuffer: 50_000_000 });
  // Each finding starts with `file:line:column rule`; the advice of a rule is only in the text report.
  for (const finding of biome.stderr.split(/^(?=\S+\.ts:\d+:\d+ )/m)) {
    const file = /^(\S+\.ts):\d+:\d+ /.exec(finding)?.[1];
    if (file) messages.set(file, [...(messages.get(file) ?? []), finding]);
  }
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('biome.json', () => {
  test.each(
    snippets.map((snippet) => [snippet.file, snippet.code.trim().replaceAll('\n', ' '), snippet.message ?? 'allowed', snippet] as const),
  )('%s: %s -> %s', (_file, _code, _message, snippet) => {
    const found = messages.get(fileOf(snippet)) ?? [];
    if (snippet.message === undefined) expect(found).toEqual([]);
    else expect(found.join('\n')).toContain(snippet.message);
  });
});

describe('tsconfig of the pure layers', () => {
  test('the page and its clock do not type-check', () => {
    const layers = ['src/engine', 'src/link', 'src/session', 'src/simulator'];
    for (const layer of layers) {
      cpSync(join(ROOT, layer), join(checkout, layer), { recursive: true });
      for (const snippet of snippets) rmSync(join(checkout, fileOf(snippet)), { force: true });
    }
    for (const name of ['tsconfig.base.json', 'package.json']) cpSync(join(ROOT, name), join(checkout, name));
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'), 'junction');
    const compile = (): string => {
      const args = [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build', ...layers.map((layer) => join(checkout, layer))];
      return spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' }).stdout.replaceAll('\\', '/');
    };
    // That the layers compile as they are is the business of `npm run types`.
    for (const layer of layers) {
      put(`${layer}/page.ts`, 'export const title: string = document.title;\n');
      put(`${layer}/clock.ts`, 'export const now: number = performance.now();\n');
    }
    const errors = compile();
    for (const layer of layers) {
      expect(errors).toMatch(new RegExp(`${layer}/page\\.ts.*Cannot find name 'document'`));
      expect(errors).toMatch(new RegExp(`${layer}/clock\\.ts.*Cannot find name 'performance'`));
    }
  }, 120_000);
});

test('the file length check names files over the limit', () => {
  // The check lists files through git, so it needs a repository of its own.
  const folder = join(checkout, 'length');
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src/long.ts'), 'export {};\n'.repeat(251));
  writeFileSync(join(folder, 'src/short.ts'), 'export {};\n'.repeat(250));
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const run = spawnSync(process.execPath, ['scripts/lib/file-length.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(run.stderr.trim()).toBe('src/long.ts: 251 lines, at most 250: move one concept to a file of its own');
});
