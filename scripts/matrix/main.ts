/** `npm run test:matrix`: every supported version of both players, in Node and in real browsers. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listBuilds } from '../../e2e/matrix/builds.ts';
import { ROW_ANNOTATION, type Row } from '../../e2e/matrix/cells.ts';
import { report } from '../lib/console.mjs';
import { freePortsInARow } from '../lib/ports.mjs';
import { packageBin, ROOT, runQuietly, runShown } from '../lib/processes.mjs';
import { vitestCounts } from '../lib/test-counts.mjs';
import { readArguments } from './arguments.ts';
import { prepareFirefox } from './firefox.ts';
import { formatTable, hasFailed, placeTable } from './table.ts';

/** Where to look for four free ports in a row. */
const FIRST_PORT = 5490;
const README = join(ROOT, 'README.md');

const options = readArguments(process.argv.slice(2));
const results = mkdtempSync(join(tmpdir(), 'evenkeel-matrix-'));
process.on('exit', () => rmSync(results, { recursive: true, force: true }));
const builds = listBuilds().filter(({ name }) => name.includes(options.only));
if (builds.length === 0) {
  const names = listBuilds().map(({ name }) => name);
  report('fail', `no build's name contains "${options.only}"; there are ${names.join(', ')}`);
  process.exit(2);
}

async function runInNode(): Promise<Record<string, string>> {
  const cells: Record<string, string> = {};
  for (const [i, { name }] of builds.filter(({ refused }) => !refused).entries()) {
    const begun = Date.now();
    const file = join(results, `node-${i}.json`);
    const command = [
      ...packageBin('vitest'),
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const code = await runQuietly(`${name} in Node`, command, { EVENKEEL_MATRIX: '1' });
    const { passed, failed } = vitestCounts(file, code);
    cells[name] = failed > 0 ? `${failed} of ${passed + failed} FAILED` : `${passed} passed`;
    report(failed > 0 ? 'fail' : 'ok', `${name} in Node: ${cells[name]}`, begun);
  }
  return cells;
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly tests: readonly { readonly annotations: readonly { readonly type: string; readonly description?: string }[] }[];
  }[];
}
const rowsIn = ({ suites = [], specs = [] }: Suite): readonly Row[] => [
  ...specs.flatMap(({ tests }) =>
    tests.flatMap(({ annotations }) =>
      annotations.flatMap(({ type, description }) => (type === ROW_ANNOTATION && description ? [JSON.parse(description) as Row] : [])),
    ),
  ),
  ...suites.flatMap(rowsIn),
];

/** Runs the browser tests; a test that ended without its row counts as failed by the exit code. */
async function runInBrowsers(): Promise<{ readonly rows: readonly Row[]; readonly code: number }> {
  const file = join(results, 'browser.json');
  const projects = [...(options.chromium ? ['chromium'] : []), ...(options.firefox ? ['firefox'] : [])];
  const command = [
    ...packageBin('@playwright/test', 'playwright'),
    'test',
    '--config=e2e/matrix/playwright.config.ts',
    `--grep=${options.only.replace(/[^\w ]/g, '\\$&')}`,
    ...projects.map((project) => `--project=${project}`),
  ];
  const code = await runShown(command, {
    EVENKEEL_E2E_PORT: String(await freePortsInARow(FIRST_PORT, 4)),
    EVENKEEL_E2E_REPORT: file,
    EVENKEEL_E2E_WORKERS: String(options.jobs),
    ...(options.firefox && (await prepareFirefox())),
  });
  return { rows: rowsIn(JSON.parse(readFileSync(file, 'utf8')) as Suite), code };
}

const nodeCells = await runInNode();
const inBrowsers = options.chromium || options.firefox;
const { rows, code }: Awaited<ReturnType<typeof runInBrowsers>> = inBrowsers
  ? await runInBrowsers()
  : {
      rows: builds.map(({ name, refused }) => ({ build: name, kind: '', cells: (refused ? { refused: 'ok' } : {}) as Row['cells'] })),
      code: 0,
    };
const order = (row: Row): number =>
  builds.findIndex(({ name }) => row.build.startsWith(name)) + (row.build.includes('Firefox') ? builds.length : 0);
const table = formatTable(
  [...rows].sort((a, b) => order(a) - order(b) || a.kind.localeCompare(b.kind)),
  nodeCells,
);
console.log(`\n${table}\n`);
const failed = code !== 0 || hasFailed(rows) || Object.values(nodeCells).some((cell) => cell.includes('FAILED'));
if (options.write && !failed) {
  writeFileSync(README, placeTable(readFileSync(README, 'utf8'), table));
  console.log('README.md has the table now');
}
if (failed) console.error('not every cell is right: details above');
process.exitCode = failed ? 1 : 0;
