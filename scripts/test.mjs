/**
 * `npm test`: everything that must hold, on a machine where nothing is installed yet.
 * Last line: `N passed, N failed`. Tests of vitest and Playwright are counted; a step without tests counts
 * as one failure when it fails and as nothing when it passes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { bold, dim, elapsed, report } from './lib/console.mjs';
import { freePortsInARow } from './lib/ports.mjs';
import { npmCommand, packageBin, runShown } from './lib/processes.mjs';
import { playwrightCounts, vitestCounts } from './lib/test-counts.mjs';

/** Of this run alone: another run in the same checkout must not be counted here. */
const RESULTS = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
process.on('exit', () => rmSync(RESULTS, { recursive: true, force: true }));
const UNIT_REPORT = join(RESULTS, 'unit.json');
const E2E_REPORT = join(RESULTS, 'e2e.json');
/** Where to look for four free ports in a row for the e2e servers. */
const E2E_PORT = 5390;

const HELP = `Usage: npm test -- [options] [steps]

  steps         any of: lint types unit build e2e (default: all, in this order)
  --keep-going  run the remaining steps after a failed one
  --help        this text`;

const npmRun = (script) => [...npmCommand(), 'run', '--silent', script];

/** Each step: what it runs, and what it counts. */
const STEPS = [
  { name: 'lint', run: () => runShown(npmRun('lint')) },
  { name: 'types', run: () => runShown(npmRun('types')) },
  {
    name: 'unit',
    // The adapters' tests for every build of the version matrix are projects of their own.
    run: () =>
      runShown([...packageBin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`], {
        EVENKEEL_MATRIX: '1',
      }),
    count: (code) => vitestCounts(UNIT_REPORT, code),
  },
  { name: 'build', run: () => runShown(npmRun('check:build')) },
  {
    name: 'e2e',
    run: async (browser) => {
      if (!browser) return 1;
      const env = {
        EVENKEEL_E2E_PORT: String(await freePortsInARow(E2E_PORT, 4)),
        EVENKEEL_CHROMIUM: browser,
        EVENKEEL_E2E_REPORT: E2E_REPORT,
      };
      return runShown([...packageBin('@playwright/test', 'playwright'), 'test'], env);
    },
    count: (code) => playwrightCounts(E2E_REPORT, code),
  },
];

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
const names = args.filter((arg) => !arg.startsWith('-'));
const unknown = args.find((arg) => (arg.startsWith('-') ? arg !== '--keep-going' : !STEPS.some(({ name }) => name === arg)));
if (unknown) {
  console.error(`unknown argument ${unknown}\n\n${HELP}`);
  process.exit(2);
}
const keepGoing = args.includes('--keep-going');
const steps = STEPS.filter(({ name }) => names.length === 0 || names.includes(name));

const ready = await bootstrap({ browser: steps.some(({ name }) => name === 'e2e') });

const outcomes = [];
for (const { name, run, count } of steps) {
  if (!keepGoing && outcomes.some(({ code }) => code !== 0)) break;
  console.log(`\n${bold(`== ${name}`)}`);
  const begun = Date.now();
  const code = await run(ready.browser);
  const counts = count ? count(code) : { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const failed = code !== 0 || counts.failed > 0;
  outcomes.push({ name, code: failed ? 1 : 0, counts, took: elapsed(begun) });
  report(failed ? 'fail' : 'ok', name, begun);
}

console.log(`\n${bold('== summary')}`);
for (const { name } of steps) {
  const outcome = outcomes.find((each) => each.name === name);
  if (!outcome) {
    report('skip', `${name}: not run`);
    continue;
  }
  const { passed, failed, skipped } = outcome.counts;
  const figures = passed + failed + skipped > 0 ? `: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}` : '';
  report(outcome.code === 0 ? 'ok' : 'fail', `${name}${figures}  ${dim(outcome.took)}`);
}
console.log(dim(`total ${elapsed()}\n`));
const sum = (kind) => outcomes.reduce((total, { counts }) => total + counts[kind], 0);
process.exitCode = outcomes.some(({ code }) => code !== 0) ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
