/** `regions`: the mission's claims in its regions or on other networks, beside what is possible at all. */
import type { StudyOptions } from '../command/arguments.ts';
import { type Occasion, reportTrouble } from '../command/outputs.ts';
import { playRows } from '../command/play-rows.ts';
import { INTERRUPTED } from '../command/play-scenarios.ts';
import type { Study } from '../command/prepare.ts';
import { studyRun, writeStudy } from '../command/study.ts';
import { variantEntry } from '../rules/evenkeel.ts';
import { regionCells } from './cells.ts';
import { HOME, POSSIBLE, SUBJECT } from './claims.ts';
import { regionPage } from './page.ts';
import { SETTINGS } from './settings.ts';
import { regionTable } from './table.ts';

const SESSIONS = { short: 24, full: 150 };
const DEFAULT_HTML = 'bench-results/regions.html';

const STUDY: Study = { entries: SETTINGS.map(variantEntry), setup: { variants: SETTINGS } };

/** Returns the exit code. */
export async function regionsCommand(options: StudyOptions, occasion: Occasion): Promise<number> {
  const { run } = options;
  const isElsewhere = run.traces.length > 0 || run.families !== undefined;
  const played = await playRows(
    {
      // The optimum is played as a rule: its start-up and switches are wanted, not its score alone.
      ...studyRun(options, SESSIONS),
      rules: [SUBJECT, ...new Set(Object.values(HOME)), ...POSSIBLE],
      regions: run.regions ?? (isElsewhere ? undefined : ['all']),
    },
    STUDY,
  );
  if (!played) return INTERRUPTED;
  const { rows, failures, plan } = played;
  if (rows.length > 0) {
    const { settings } = plan;
    const cells = regionCells(rows, settings.seed);
    console.log(regionTable(cells));
    writeStudy(
      run.outputs,
      { figures: { settings, cells }, rows, page: (facts) => regionPage(cells, facts), html: DEFAULT_HTML },
      occasion,
    );
  } else console.error('No session could be played, so there is nothing to compare.');
  return reportTrouble(failures, plan.problems);
}
