/** `calibration`: does playback stall as often as our engine says it will? */
import type { StudyOptions } from '../command/arguments.ts';
import { type Occasion, reportTrouble } from '../command/outputs.ts';
import { INTERRUPTED, playScenarios } from '../command/play-scenarios.ts';
import { prepare, type Study } from '../command/prepare.ts';
import { studyRun, writeStudy } from '../command/study.ts';
import { UsageError } from '../command/usage-error.ts';
import type { FailedRow } from '../results/row.ts';
import { decodeLines } from '../run/part.ts';
import { calibrationPage } from './page.ts';
import type { SessionDecisions } from './record/session-decisions.ts';
import { calibrationOf } from './study.ts';
import { calibrationTable } from './table.ts';

const SESSIONS = { short: 24, full: 120 };
const DEFAULT_HTML = 'bench-results/calibration.html';

/** Changes with the form of what is kept. */
const STUDY: Study = {
  entries: [
    {
      name: 'evenkeel decisions',
      title: 'Evenkeel',
      kind: 'ours',
      source: 'createAbrEngine at its default options: each decision with what came of it, format 1.',
      load: async () => {
        throw new Error('not a rule: WorkerSetup.decisions plays it');
      },
    },
  ],
  setup: { decisions: true },
};

/** Returns the exit code. */
export async function calibrationCommand(study: StudyOptions, occasion: Occasion): Promise<number> {
  const { outputs } = study.run;
  if (outputs.jsonl !== undefined || outputs.parquet !== undefined)
    throw new UsageError('calibration has decisions and no rows: give --json or --html');
  const options = studyRun(study, SESSIONS);
  const prepared = await prepare(options, STUDY);
  const texts = await playScenarios(prepared, options);
  if (!texts) return INTERRUPTED;
  const { plan } = prepared;
  const sessions: SessionDecisions[] = [];
  const failures: FailedRow[] = [];
  for (const id of plan.scenarios) {
    for (const line of decodeLines(id, texts.get(id) ?? '') ?? []) {
      const value = JSON.parse(line) as SessionDecisions | FailedRow;
      if ('error' in value) failures.push(value);
      else sessions.push(value);
    }
  }
  if (sessions.length > 0) {
    const { settings } = plan;
    const calibration = calibrationOf(sessions, settings.seed);
    console.log(calibrationTable(calibration));
    const figures = { settings, ...calibration };
    writeStudy(outputs, { figures, page: (facts) => calibrationPage(calibration, facts), html: DEFAULT_HTML }, occasion);
  } else console.error('No session could be played, so there is nothing to judge.');
  return reportTrouble(failures, plan.problems);
}
