/** Tunes what the papers of the published rules leave open: the same budget, cells, score and seed for each. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Content, measureSession, type Rule, simulateSession } from 'evenkeel/simulator';
import { readLadder } from '../../input/ladders/read-ladder.ts';
import { findPlayers } from '../../input/scenarios/players.ts';
import { readTraceSets, type TraceSet } from '../../input/traces/read-traces.ts';
import { jitter } from './festive/jitter.ts';
import { withDeclaredRates } from './ladder/declared-rates.ts';
import { search } from './tuning/search.ts';
import { TUNABLE } from './tuning/tunable.ts';

const HELP = `Tunes a published rule's open constants on traces and ladders, and prints the best; nothing is written.

  npx tsx bench/rules/published/tune.ts --rule NAME --cell TRACES@LADDER [--cell ...]

  --rule NAME     ${Object.keys(TUNABLE).join(' or ')}
  --cell T@L      traces (file or directory) with a ladder (file, or file#name); repeat for more
  --players A,B   default hls,shaka,live
  --budget N      evaluations, default 60
  --traces N      traces of each set, evenly picked, default 16
  --seed N        default 1
  --help          this text

The score is J, the mean over all cells x players of their mean session score. Sizes are not told to the rules.
Example:
  npx tsx bench/rules/published/tune.ts --rule soda \\
    --cell ../shared/data/traces/pensieve-train@../shared/data/videos/envivio-pensieve-6rung-4s.json`;

interface Cell {
  readonly set: TraceSet;
  readonly content: Content;
}

const { values } = parseArgs({
  options: {
    rule: { type: 'string' },
    cell: { type: 'string', multiple: true },
    players: { type: 'string', default: 'hls,shaka,live' },
    budget: { type: 'string', default: '60' },
    traces: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});

function readCell(text: string, most: number): Cell {
  const cut = text.lastIndexOf('@');
  if (cut < 0) throw new Error(`--cell: must be TRACES@LADDER, received ${text}`);
  const ladderPath = text.slice(cut + 1);
  const { sets, problems } = readTraceSets([text.slice(0, cut)]);
  const set = sets[0];
  if (!set) throw new Error(`--cell: no traces in ${text.slice(0, cut)}: ${JSON.stringify(problems)}`);
  const step = Math.max(1, set.traces.length / most);
  const traces = Array.from(
    { length: Math.min(most, set.traces.length) },
    (_, i) => set.traces[Math.floor(i * step)] as TraceSet['traces'][0],
  );
  return { set: { ...set, traces }, content: readLadder(readFileSync(ladderPath.replace(/#.*/, ''), 'utf8'), ladderPath) };
}

function meanScore(rule: Rule, cells: readonly Cell[], players: ReturnType<typeof findPlayers>): number {
  let sum = 0;
  for (const { set, content } of cells) {
    for (const player of players) {
      for (const trace of set.traces) {
        sum += measureSession(simulateSession({ trace, content, player }, rule), content).score / set.traces.length;
      }
    }
  }
  return sum / (cells.length * players.length);
}

const tunable = TUNABLE[values.rule ?? ''];
if (values.help === true || !tunable || !values.cell) {
  console.log(HELP);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  const cells = values.cell.map((text) => readCell(text, Number(values.traces)));
  const players = findPlayers(values.players.split(','), undefined);
  const best = search(
    tunable.parameters,
    tunable.start,
    Number(values.budget),
    jitter(Number(values.seed)),
    (point) => meanScore(withDeclaredRates(tunable.make(point)), cells, players),
    ({ point, score }, i) => console.log(`${String(i).padStart(3)}  ${score.toFixed(4)}  ${JSON.stringify(point)}`),
  );
  console.log(`best  ${best.score.toFixed(4)}  ${JSON.stringify(best.point)}`);
}
