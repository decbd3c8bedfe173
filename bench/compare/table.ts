/** Prints comparisons so that they can be read and pasted into Markdown. */
import type { SideSummary } from '../../demo/page/measure.ts';

export type SideResult = SideSummary;

/** One run, both rules. */
export interface ComparisonRow {
  readonly player: string;
  readonly profile: string;
  /** Library and version. */
  readonly library: string;
  readonly builtIn: SideResult;
  readonly evenkeel: SideResult;
}

/** Penalty of QoE-log per second of stall (Pensieve, SIGCOMM '17). */
const STALL_PENALTY = 2.66;
const SEGMENT_SECONDS = 4;

/** QoE-log per segment: log-utility less stalls less steps. */
export function qoeLog(side: SideResult): number {
  const segments = Math.max(1, side.playedSeconds / SEGMENT_SECONDS);
  return (side.logUtility ?? 0) - (STALL_PENALTY * side.stallSeconds) / segments - (side.meanUtilityStep ?? 0);
}

const megabytes = (bits: number): number => bits / 8e6;

interface Column {
  readonly title: string;
  readonly digits: number;
  readonly value: (side: SideResult) => number;
}

const COLUMNS: readonly Column[] = [
  { title: 'start-up s', digits: 2, value: (side) => side.startupSeconds ?? Number.NaN },
  { title: 'stalls', digits: 0, value: (side) => side.stallCount },
  { title: 'stall s', digits: 1, value: (side) => side.stallSeconds },
  { title: 'Mbit/s', digits: 2, value: (side) => (side.meanRateBitsPerSecond ?? 0) / 1e6 },
  { title: 'log-utility', digits: 2, value: (side) => side.logUtility ?? 0 },
  { title: 'QoE-log', digits: 2, value: qoeLog },
  { title: 'switches', digits: 0, value: (side) => side.switchCount },
  { title: 'step', digits: 3, value: (side) => side.meanUtilityStep ?? 0 },
  { title: 'MB', digits: 1, value: (side) => megabytes(side.loadedBits) },
  { title: 'MB wasted', digits: 1, value: (side) => megabytes(side.wastedBits) },
];

/** A side that never got there has no figure. */
const shown = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');

const pair = (builtIn: number, evenkeel: number, digits: number): string => `${shown(builtIn, digits)} → ${shown(evenkeel, digits)}`;

/** A Markdown table: each cell is "built-in → Evenkeel". */
export function formatRows(rows: readonly ComparisonRow[], withHead: boolean): string {
  const lines = rows.map((row) => [
    row.player,
    row.profile,
    ...COLUMNS.map((column) => pair(column.value(row.builtIn), column.value(row.evenkeel), column.digits)),
  ]);
  const head = ['player', 'profile', ...COLUMNS.map(({ title }) => title)];
  return [...(withHead ? [head, head.map(() => '---')] : []), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Mean of the figures that exist. */
function meanOf(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Means over all profiles per player, and the profiles on which Evenkeel stalled more. */
export function formatSummary(rows: readonly ComparisonRow[]): string {
  const players = [...new Set(rows.map(({ player }) => player))];
  const lines = players.map((player) => {
    const own = rows.filter((row) => row.player === player);
    const cells = COLUMNS.map((column) =>
      pair(
        meanOf(own.map(({ builtIn }) => column.value(builtIn))),
        meanOf(own.map(({ evenkeel }) => column.value(evenkeel))),
        Math.max(2, column.digits),
      ),
    );
    return `| ${[player, `mean of ${own.length}`, ...cells].join(' | ')} |`;
  });
  const worse = rows.filter(({ builtIn, evenkeel }) => evenkeel.stallCount > builtIn.stallCount);
  const note =
    worse.length === 0
      ? 'No profile where Evenkeel stalled more often.'
      : `Evenkeel stalled more often on: ${worse.map(({ player, profile }) => `${player} / ${profile}`).join(', ')}.`;
  return `${lines.join('\n')}\n\n${note}`;
}
