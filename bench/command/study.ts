/** What the studies of our own engine share: how much they play by default, and what they write. */
import { PLAYERS } from '../input/scenarios/players.ts';
import type { ResultRow } from '../results/row.ts';
import type { RunOptions, StudyOptions } from './arguments.ts';
import { type Occasion, write } from './outputs.ts';
import { writeRows } from './play-rows.ts';

/** Sessions for each network unless told otherwise: what two cores play in two minutes, and with `--full`. */
export interface StudySessions {
  readonly short: number;
  readonly full: number;
}

/** In every player, without the search for the optimum. */
export const studyRun = ({ run, full }: StudyOptions, sessions: StudySessions): RunOptions => ({
  ...run,
  players: run.players ?? Object.keys(PLAYERS),
  sessions: run.sessions ?? (full ? sessions.full : sessions.short),
  optimum: false,
});

export interface StudyResult {
  /** For `--json`. */
  readonly figures: object;
  /** For `--jsonl` and `--parquet`; none where the study has no rows. */
  readonly rows?: readonly ResultRow[];
  page(facts: string): string;
  /** The page's file unless told otherwise: written where no `--json` was asked for either. */
  readonly html: string;
}

export function writeStudy({ json, html, ...others }: RunOptions['outputs'], study: StudyResult, { date, args }: Occasion): void {
  if (json !== undefined) write(json, `${JSON.stringify(study.figures)}\n`);
  if (study.rows) writeRows(others, study.rows);
  if (html !== undefined || json === undefined)
    write(html ?? study.html, study.page(`${date.toISOString()}. evenkeel-bench ${args.join(' ')}`));
}
