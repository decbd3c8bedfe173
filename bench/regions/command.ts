/** `regions`: the mission's regions and its claims, beside what is possible at all. */
import type { StudyOptions } from '../command/arguments.ts';
import { type Occasion, reportTrouble, write } from '../command/outputs.ts';
import { playRows, writeRows } from '../command/play-rows.ts';
import { INTERRUPTED } from '../command/play-scenarios.ts';
import type { Study } from '../command/prepare.ts';
import { UsageError } from '../command/usage-error.ts';
import { PLAYERS } from '../input/scenarios/players.ts';
import { variantEntry } from '../rules/evenkeel.ts';
import { regionCells } from './cells.ts';
import { HOME, POSSIBLE, SUBJECT } from './claims.ts';
import { regionPage } from './page.ts';
import { SETTINGS } from './settings.ts';
import { regionTable } from './table.ts';

/** For each region: what two cores play in two minutes, and more. */
const SESSIONS = 24;
const FULL_SESSIONS = 150;
const DEFAULT_HTML = 'bench-results/regions.html';

const STUDY: Study = { entries: SETTINGS.map(variantEntry), setup: { variants: SETTINGS } };

/** Returns the exit code. */
export async function regionsCommand({ run, full }: StudyOptions, { date, args }: Occasion): Promise<number> {
  if (run.traces.length > 0 || run.families)
    throw new UsageError('regions plays built-in regions: give --regions, not --traces or --families');
  const options = {
    ...run,
    rules: [SUBJECT, ...new Set(Object.values(HOME)), ...POSSIBLE],
    regions: run.regions ?? ['all'],
    players: run.players ?? Object.keys(PLAYERS),
    sessions: run.sessions ?? (full ? FULL_SESSIONS : SESSIONS),
    // The optimum is played as a rule: its start-up and switches are wanted, not its score alone.
    optimum: false,
  };
  const played = await playRows(options, STUDY);
  if (!played) return INTERRUPTED;
  const { rows, failures, plan } = played;
  const { json, html } = run.outputs;
  if (rows.length > 0) {
    const cells = regionCells(rows, plan.settings.seed);
    console.log(regionTable(cells));
    if (json !== undefined) write(json, `${JSON.stringify({ settings: plan.settings, cells })}\n`);
    writeRows(run.outputs, rows);
    const facts = `${date.toISOString()}. evenkeel-bench ${args.join(' ')}`;
    if (html !== undefined || json === undefined) write(html ?? DEFAULT_HTML, regionPage(cells, facts));
  } else console.error('No session could be played, so there is nothing to compare.');
  return reportTrouble(failures, plan.problems);
}
