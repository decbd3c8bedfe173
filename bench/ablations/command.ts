/** `ablations`: our engine with each term and each mechanism taken out, against the whole engine. */
import type { StudyOptions } from '../command/arguments.ts';
import { type Occasion, reportTrouble, write } from '../command/outputs.ts';
import { playRows, writeRows } from '../command/play-rows.ts';
import { INTERRUPTED } from '../command/play-scenarios.ts';
import type { Study } from '../command/prepare.ts';
import { PLAYERS } from '../input/scenarios/players.ts';
import { variantEntry } from '../rules/evenkeel.ts';
import { summarise } from '../statistics/index.ts';
import { ablationLines, WHOLE, wholeGroup } from './lines.ts';
import { ablationPage } from './page.ts';
import { ablationTable } from './table.ts';
import { ABLATIONS } from './variants.ts';

/** For each network: what two cores play in two minutes, and five times as many. */
const SESSIONS = 16;
const FULL_SESSIONS = 80;
const DEFAULT_HTML = 'bench-results/ablations.html';

const VARIANTS = ABLATIONS.map(({ name, options }) => ({ name, options }));
const STUDY: Study = { entries: VARIANTS.map(variantEntry), setup: { variants: VARIANTS } };

/** Returns the exit code. */
export async function ablationsCommand({ run, full }: StudyOptions, { date, args }: Occasion): Promise<number> {
  const options = {
    ...run,
    rules: [WHOLE],
    players: run.players ?? Object.keys(PLAYERS),
    sessions: run.sessions ?? (full ? FULL_SESSIONS : SESSIONS),
    optimum: false,
  };
  const played = await playRows(options, STUDY);
  if (!played) return INTERRUPTED;
  const { rows, failures, plan } = played;
  const { json, html } = run.outputs;
  if (rows.length > 0) {
    const summary = summarise(rows, { subject: WHOLE, baselines: [WHOLE], seed: plan.settings.seed });
    console.log(ablationTable(summary));
    const group = wholeGroup(summary);
    if (json !== undefined)
      write(json, `${JSON.stringify({ settings: plan.settings, ablations: group ? ablationLines(group) : [], summary })}\n`);
    writeRows(run.outputs, rows);
    const facts = `${date.toISOString()}. evenkeel-bench ${args.join(' ')}`;
    if (html !== undefined || json === undefined) write(html ?? DEFAULT_HTML, ablationPage(summary, facts));
  } else console.error('No session could be played, so there is nothing to compare.');
  return reportTrouble(failures, plan.problems);
}
