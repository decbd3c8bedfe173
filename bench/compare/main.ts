/**
 * `npm run compare`: real video, real browser, real time. Plays the built-in rule beside Evenkeel on identical
 * links, in the demo page, and prints what viewers got. Nothing here knows which side should win.
 */
import { execSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readArguments } from './arguments.ts';
import { createStage } from './stage.ts';
import { type ComparisonRow, formatRows, formatSummary } from './table.ts';

const options = readArguments(process.argv.slice(2));
if (options.print) {
  const { rows } = JSON.parse(readFileSync(options.print, 'utf8')) as { rows: ComparisonRow[] };
  console.log(`${formatRows(rows, true)}\n${formatSummary(rows)}`);
  process.exit(0);
}

const jobs = options.players.flatMap((player) => options.profiles.map((profile) => ({ player, profile })));
const minutes = Math.ceil((jobs.length / options.jobs) * ((options.seconds + 15) / 60));
console.log(`${jobs.length} runs of ${options.seconds} s, ${options.jobs} at a time: about ${minutes} min`);

const stage = await createStage();
/** Under which a recorded run was made. */
const CIRCUMSTANCES = {
  recordedAt: new Date().toISOString(),
  commit: execSync('git rev-parse --short HEAD', { encoding: 'utf8' }).trim(),
  runsAtATime: options.jobs,
};
const rows: ComparisonRow[] = [];
const failures: string[] = [];
const waiting = [...jobs];

async function work(): Promise<void> {
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    const name = `${job.player} / ${job.profile}`;
    try {
      const row = await stage.compare({ ...job, table: options.table, seconds: options.seconds });
      rows.push(row);
      console.log(`[${rows.length + failures.length}/${jobs.length}] ${name}\n${formatRows([row], false)}`);
      if (options.out) save(options.out);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      console.error(`[${rows.length + failures.length}/${jobs.length}] ${failures.at(-1)}`);
    }
  }
}

function save(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const order = (row: ComparisonRow): number => jobs.findIndex((job) => job.player === row.player && job.profile === row.profile);
  rows.sort((a, b) => order(a) - order(b));
  writeFileSync(file, `${JSON.stringify({ ...CIRCUMSTANCES, seconds: options.seconds, table: options.table, rows, failures }, null, 1)}\n`);
}

try {
  await Promise.all(Array.from({ length: Math.min(options.jobs, jobs.length) }, work));
} finally {
  await stage.close();
}
if (options.out) save(options.out);
console.log(`\n${formatRows(rows, true)}\n${formatSummary(rows)}`);
if (options.out) console.log(`\nWritten to ${options.out}`);
if (failures.length > 0) {
  console.error(`\n${failures.length} run(s) failed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
  process.exit(1);
}
