/** `ablations`: our engine with each term and each mechanism taken out, against the whole engine. */
import type { StudyOptions } from '../command/arguments.ts';
import { type Occasion, reportTrouble } from '../command/outputs.ts';
import { playRows } from '../command/play-rows.ts';
import { INTERRUPTED } from '../command/play-scenarios.ts';
import type { Study } from '../command/prepare.ts';
import { studyRun, writeStudy } from '../command/study.ts';
import { variantEntry } from '../rules/evenkeel.ts';
import { summarise } from '../statistics/index.ts';
import { ablationLines, WHOLE, wholeGroup } from './lines.ts';
import { ablationPage } from './page.ts';
import { ablationTable } from './table.ts';
import { ABLATIONS } from './variants.ts';

const SESSIONS = { short: 16, full: 80 };
const DEFAULT_HTML = 'bench-results/ablations.html';

const VARIANTS = ABLATIONS.map(({ name, options }) => ({ name, options }));
const STUDY: Study = { entries: VARIANTS.map(variantEntry), setup: { variants: VARIANTS } };

/** Returns the exit code. */
export async function ablationsCommand(options: StudyOptions, occasion: Occasion): Promise<number> {
  const played = await playRows({ ...studyRun(options, SESSIONS), rules: [WHOLE] }, STUDY);
  if (!played) return INTERRUPTED;
  const { rows, failures, plan } = played;
  if (rows.length > 0) {
    const { settings } = plan;
    const summary = summarise(rows, { subject: WHOLE, baselines: [WHOLE], seed: settings.seed });
    console.log(ablationTable(summary));
    const group = wholeGroup(summary);
    const figures = { settings, ablations: group ? ablationLines(group) : [], summary };
    writeStudy(options.run.outputs, { figures, rows, page: (facts) => ablationPage(summary, facts), html: DEFAULT_HTML }, occasion);
  } else console.error('No session could be played, so there is nothing to compare.');
  return reportTrouble(failures, plan.problems);
}
