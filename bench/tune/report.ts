/** What a fit has to say at its end, in words and figures: first whether it was worth anything. */
import { counted, differenceText, figure, fixed, fractionText } from '../report/figures.ts';
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import { LEAST_TRACES, type Metric, metricNamed } from '../statistics/index.ts';
import type { Figure, Outcome, PlayerOutcome } from './held-out.ts';
import { type Parameter, valueAt } from './parameters.ts';
import type { PreparedTuning } from './prepare.ts';
import type { SearchState } from './search.ts';

export interface TuneReport {
  readonly prepared: Pick<PreparedTuning, 'split' | 'parameters' | 'base' | 'fit'>;
  readonly search: SearchState;
  readonly outcome: Outcome;
  /** Where the options were written. */
  readonly out: string;
  /** Where the figures were written. */
  readonly reportFile: string;
}

const DIGITS = 4;

export const isBetter = ({ verdict }: Outcome): boolean => verdict === 'better';

/** For the terminal. */
export function renderReport({ prepared, search, outcome, out, reportFile }: TuneReport, width = 120): string {
  const { split, fit } = prepared;
  const name = nameOfStart(prepared);
  return [
    `Fitted to ${counted(fit.length, 'session')} of ${split.fitUnits.length} ${split.level}(s), ${counted(search.evaluations, 'evaluation')} in ${counted(search.strategy.generation, 'generation')}:`,
    `  objective ${fixed(search.startObjective ?? 0, DIGITS)} (${name}) -> ${fixed(search.best?.objective ?? 0, DIGITS)} (tuned), which any search would raise`,
    `Held out: ${named(split.heldOutUnits)}; ${counted(outcome.sessions, 'session')} on ${counted(outcome.traces, 'trace')}, played once, by these two:`,
    `  objective ${fixed(outcome.before, DIGITS)} (${name}) -> ${fixed(outcome.after, DIGITS)} (tuned): ${differenceOf(outcome)}`,
    '',
    sentence(outcome, name),
    ...outcome.players.flatMap((player) => ['', ...playerTable(player, name, width)]),
    '',
    ...changes(prepared.parameters, search),
    '',
    isBetter(outcome)
      ? `${out}: the tuned options, for createHlsAbr(Hls, options) or createShakaAbr(player, options)`
      : `${out}: ${name === 'defaults' ? 'no options, that is the defaults' : 'the options it began from'}. The tuned ones are in ${reportFile} under "tuned"`,
    `${reportFile}: all of this as JSON`,
  ].join('\n');
}

export const nameOfStart = ({ base }: Pick<PreparedTuning, 'base'>): string => (Object.keys(base).length === 0 ? 'defaults' : 'start');

/** The verdict, plainly. */
export function sentence(outcome: Outcome, name: string): string {
  if (outcome.verdict === 'better') return `On sessions that the fit has not seen, the tuned options are BETTER than the ${name}.`;
  if (outcome.verdict === 'too few traces') {
    return `NOT SHOWN to be better than the ${name}: ${counted(outcome.traces, 'held-out trace')} are too few to tell, at least ${LEAST_TRACES} are needed. Give more traces.`;
  }
  return outcome.verdict === 'worse'
    ? `WORSE than the ${name} on sessions that the fit has not seen: it has learnt its own traces by heart. Give more of them, or fewer options (--only).`
    : `NOT BETTER than the ${name}: on sessions that the fit has not seen, the difference may be chance (its interval contains 0). Keep the ${name}.`;
}

const MOST_NAMES = 8;

function named(units: readonly string[]): string {
  const left = units.length - MOST_NAMES;
  return left > 0 ? `${units.slice(0, MOST_NAMES).join(', ')} and ${left} more` : units.join(', ');
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${fixed(value, DIGITS)}`;

function differenceOf({ difference, interval, traces }: Outcome): string {
  const range = interval ? ` [${signed(interval[0])}, ${signed(interval[1])}]` : '';
  return `${signed(difference)}${range}, 95 % by bootstrap of ${counted(traces, 'whole trace')}`;
}

const SHOWN = [
  'score',
  'stallCount',
  'avoidableStalls',
  'stallSeconds',
  'startupSeconds',
  'meanUtility',
  'meanRateBitsPerSecond',
  'switchesPerMinute',
  'meanUtilityStep',
  'totalBytes',
].map(metricNamed);

const SCORE = SHOWN[0] as Metric;
const COLUMNS = (name: string): TextColumn[] => [
  { title: '', align: 'left', dropped: 0 },
  { title: name, align: 'right', dropped: 0 },
  { title: 'tuned', align: 'right', dropped: 0 },
  { title: 'difference, 95 %', align: 'left', dropped: 0 },
];

function playerTable(player: PlayerOutcome, name: string, width: number): string[] {
  const [before, after] = player.fractions;
  const rows = [
    ['  % of optimum', fractionText(before), fractionText(after), ''],
    ...SHOWN.map((metric) => figureRow(metric, player.figures[metric.name])),
  ];
  rows.splice(2, 0, ['  J, worst 10 %', ...player.worstTenths.map((value) => figure(SCORE, value)), '']);
  const { sessions, sessionsInAll } = player;
  const counts = sessions === sessionsInAll ? String(sessions) : `${sessions} of ${sessionsInAll}`;
  return [
    `${player.player}: ${counts} sessions that the network sustains, on ${counted(player.traces, 'trace')}`,
    ...textGrid(COLUMNS(name), rows, width),
  ];
}

function figureRow(metric: Metric, found: Figure | undefined): string[] {
  const title = metric.unit === '' ? metric.title : `${metric.title}, ${metric.unit}`;
  const difference = found?.difference ? differenceText(metric, found.difference) : '';
  return [`  ${title}`, figure(metric, found?.before), figure(metric, found?.after), difference];
}

const MOST_CHANGES = 12;

/** The options that were moved, those by the greatest factor first. */
function changes(parameters: readonly Parameter[], { best }: SearchState): string[] {
  const moved = parameters
    .map((parameter, i) => ({ ...parameter, value: valueAt(parameter, best?.point[i] ?? 0) }))
    .filter(({ start, value }) => value !== start)
    .sort((a, b) => factor(b) - factor(a));
  if (moved.length === 0) return ['No option was moved: nothing tried was better than the start.'];
  const left = moved.length - MOST_CHANGES;
  return [
    `${counted(moved.length, 'option')} moved; the most:`,
    ...moved.slice(0, MOST_CHANGES).map(({ group, name, start, value }) => `  ${`${group}.${name}`.padEnd(36)} ${start} -> ${value}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

const factor = ({ start, value }: { readonly start: number; readonly value: number }): number =>
  value === 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.log(value / start));

/** The same as data. */
export function encodeReport(report: TuneReport, tuned: unknown, version: string): string {
  const { prepared, search, outcome } = report;
  const { split, base, fit } = prepared;
  const written = isBetter(outcome) ? 'tuned' : 'start';
  const say = {
    evenkeelTune: version,
    verdict: outcome.verdict,
    says: sentence(outcome, nameOfStart(prepared)),
    written,
    tuned,
    start: base,
  };
  const fitted = { sessions: fit.length, evaluations: search.evaluations, before: search.startObjective, after: search.best?.objective };
  return `${JSON.stringify({ ...say, split, fit: fitted, heldOut: outcome, history: search.history }, null, 1)}\n`;
}
