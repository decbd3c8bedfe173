/** How far a fit is: a bar on a terminal, else a line for each generation. On stderr, so that stdout holds results only. */
import cliProgress from 'cli-progress';
import { fixed } from '../report/figures.ts';
import type { SearchState } from './search.ts';

export interface TuneProgress {
  /** A session of the current generation has been played by all its candidates. */
  session(): void;
  generation(state: SearchState): void;
  stop(): void;
}

export interface TuneProgressOptions {
  /** Sessions of one generation. */
  readonly sessions: number;
  /** Share of the budget that is used up, 0..1. */
  readonly used: (state: SearchState | undefined, sharedOfGeneration: number) => number;
  readonly stream?: NodeJS.WriteStream;
}

const STEPS = 1000;

export function showTuning({ sessions, used, stream = process.stderr }: TuneProgressOptions): TuneProgress {
  let state: SearchState | undefined;
  let played = 0;
  if (!stream.isTTY) {
    return {
      session: () => {},
      generation: (next) => void stream.write(`${lineOf(next)}\n`),
      stop: () => {},
    };
  }
  const format = '{bar} {percentage} % | {line} | {duration_formatted}';
  const bar = new cliProgress.SingleBar({ stream, format, clearOnComplete: true }, cliProgress.Presets.shades_classic);
  bar.start(STEPS, 0, { line: 'first generation' });
  const update = (): void => bar.update(Math.round(STEPS * Math.min(1, used(state, played / sessions))));
  return {
    session() {
      played += 1;
      update();
    },
    generation(next) {
      state = next;
      played = 0;
      bar.update({ line: lineOf(next) });
      update();
    },
    stop: () => bar.stop(),
  };
}

function lineOf({ strategy, evaluations, best, startObjective, history }: SearchState): string {
  const now = history.at(-1)?.middle ?? Number.NaN;
  const figures = [startObjective ?? Number.NaN, now, best?.objective ?? Number.NaN].map((value) => fixed(value, 4));
  return `generation ${strategy.generation}, ${evaluations} evaluations: objective ${figures[0]} at the start, ${figures[1]} now, ${figures[2]} at best; step ${fixed(strategy.stepSize, 2)}`;
}
