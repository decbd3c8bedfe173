/** The summary for a terminal: the picture first, then where the subject stands, what differs, and where it loses. */
import {
  findLosses,
  type GroupSummary,
  type Loss,
  MAIN_COMPARED,
  METRICS,
  type Metric,
  metricNamed,
  type RuleSummary,
  type Summary,
} from '../statistics/index.ts';
import { allSessionsPicture, completeGroup, FIGURES_A_PLAYER, labelsOf, leftOutText, sessionsText, someLeftOut } from './all-sessions.ts';
import { byScore, counted, differenceText, figure, fixed, fractionText, groupsBy, NONE, SCORE } from './figures.ts';
import { standingLines } from './standing-text.ts';
import { type TextColumn, textGrid, wrapped } from './text-grid.ts';

export interface TableOptions {
  /** Characters a line. Default: the terminal's width, or 140. */
  readonly width?: number;
  /** Headings in bold. Default: on a terminal, unless `NO_COLOR` is set. */
  readonly ansi?: boolean;
}

export function renderTable(summary: Summary, options: TableOptions = {}): string {
  const width = Math.max(60, options.width ?? process.stdout.columns ?? 140);
  const ansi = options.ansi ?? (process.stdout.isTTY === true && !process.env.NO_COLOR);
  const head = (text: string): string => (ansi ? `\u001b[1m${text}\u001b[0m` : text);
  if (summary.sessions === 0) return 'No sessions: nothing to show.\n';
  const lines = [
    `${counted(summary.sessions, 'session')} of ${counted(summary.rules.length, 'rule')} on ${counted(summary.traces, 'trace')}; intervals: 95 %, ${counted(summary.resamples, 'resample')} of traces, seed ${summary.seed}.`,
    ...(summary.duplicateRows > 0 ? [`${counted(summary.duplicateRows, 'row')} left out: the same session twice.`] : []),
    ...labelsOf(summary, 'player').flatMap((label) => picture(label, summary, width, head)),
    ...allSessions(summary, width, head),
    ...(summary.groups.length > 0
      ? [...standingLines(summary, width, head), ...comparisons(summary, width, head), ...losses(summary, width, head)]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

const BAR_LENGTH = 8;

const COLUMNS: readonly (TextColumn & { cell(rule: RuleSummary, name: string, group: GroupSummary): string })[] = [
  { title: 'rule', align: 'left', dropped: 0, cell: (_, name) => name },
  { title: 'J', align: 'right', dropped: 0, cell: mean('score') },
  { title: '% of optimum', align: 'left', dropped: 0, cell: (rule) => fractionText(rule) },
  { title: '', align: 'left', dropped: 6, cell: ({ fractionOfOptimum }) => bar(fractionOfOptimum) },
  // Beside the mean, since a handful of outages can decide that.
  { title: 'median J', align: 'right', dropped: 4, cell: at('score', 'p50') },
  { title: 'stalls', align: 'right', dropped: 0, cell: mean('stallCount') },
  { title: 'stalled s', align: 'right', dropped: 1, cell: mean('stallSeconds') },
  {
    title: 'rebuf. p95/p99 %',
    align: 'right',
    dropped: 4,
    cell: (r) => `${at('rebufferingRatio', 'p95')(r)} / ${at('rebufferingRatio', 'p99')(r)}`,
  },
  { title: 'start-up s/p95', align: 'right', dropped: 3, cell: (r) => `${mean('startupSeconds')(r)} / ${at('startupSeconds', 'p95')(r)}` },
  { title: 'Mbit/s', align: 'right', dropped: 2, cell: mean('meanRateBitsPerSecond') },
  { title: 'sw/min', align: 'right', dropped: 2, cell: mean('switchesPerMinute') },
  { title: 'worst-10 % J', align: 'right', dropped: 5, cell: at('score', 'worstTenth') },
  { title: 'MB', align: 'right', dropped: 7, cell: mean('totalBytes') },
];

function at(name: string, place: 'mean' | 'p50' | 'p95' | 'p99' | 'worstTenth'): (rule: RuleSummary) => string {
  const metric = metricNamed(name);
  return ({ metrics }) => figure(metric, metrics[name]?.[place]);
}

function mean(name: string): (rule: RuleSummary) => string {
  return at(name, 'mean');
}

const bar = (share: number | null): string => '#'.repeat(Math.round(BAR_LENGTH * Math.min(1, Math.max(0, share ?? 0))));

function picture(label: string, summary: Summary, width: number, head: (text: string) => string): string[] {
  const group = groupsBy(summary, 'player').find((each) => each.label === label);
  if (!group) {
    const { sessions = 0 } = completeGroup(summary, 'player', label) ?? {};
    return ['', head(label), `(${leftOutText({ sessions: 0, sessionsInAll: sessions })})`];
  }
  const leftOut = leftOutText(group);
  const rows = byScore(group).map((rule) => {
    const name = summary.bounds.includes(rule.rule) ? `${rule.rule} (bound)` : rule.rule;
    const missing = rule.sessions < group.sessions ? ` (${rule.sessions} of ${group.sessions})` : '';
    return COLUMNS.map(({ cell }) => cell(rule, name + missing, group));
  });
  return [
    '',
    head(`${label}: ${sessionsText(group)} on ${counted(group.traces, 'trace')}, best first`),
    ...(leftOut === null ? [] : [`(${leftOut})`]),
    ...textGrid(COLUMNS, withScoreBounds(rows, group, summary), width),
  ];
}

/** Stalled time is the first to go where there is no room. */
function allSessions(summary: Summary, width: number, head: (text: string) => string): string[] {
  if (!someLeftOut(summary)) return [];
  const { columns, rows } = allSessionsPicture(summary);
  const grid = columns.map((title, i): TextColumn => {
    const isLast = i > 0 && i % FIGURES_A_PLAYER === 0;
    return { title, align: i === 0 ? 'left' : 'right', dropped: isLast ? 1 : 0 };
  });
  return ['', head(`All ${counted(summary.sessions, 'session')}, outages included, best first`), ...textGrid(grid, rows, width)];
}

/** The ends of the scale, which every row knows, where no rule among the bounds is that end. */
function withScoreBounds(rows: readonly (readonly string[])[], group: GroupSummary, summary: Summary): readonly (readonly string[])[] {
  const { optimumScore, lowestScore, boundScore } = group;
  const room = (optimumScore ?? Number.NaN) - (lowestScore ?? Number.NaN);
  const share = boundScore !== null && room > 0 ? fixed((100 * (boundScore - (lowestScore ?? 0))) / room, 1) : NONE;
  const line = (name: string, score: number, share: string): string[] => [name, fixed(score, SCORE.digits), share];
  const shown = (score: number): boolean =>
    group.rules.some(({ rule, metrics }) => summary.bounds.includes(rule) && Math.abs((metrics.score?.mean ?? Number.NaN) - score) < 1e-9);
  return [
    ...(boundScore === null ? [] : [line('no rule exceeds', boundScore, share)]),
    ...(optimumScore === null || shown(optimumScore) ? [] : [line('optimum (bound)', optimumScore, '100.0')]),
    ...rows,
    ...(lowestScore === null || shown(lowestScore) ? [] : [line('always lowest (bound)', lowestScore, '0.0')]),
  ];
}

/** The subject against the baselines; without a subject, every rule, so far as there is room. */
const MOST_PAIRS = 8;
const COMPARED: readonly Metric[] = [...MAIN_COMPARED, metricNamed('meanUtility')];

function comparisons(summary: Summary, width: number, head: (text: string) => string): string[] {
  const { subject, baselines, rules, bounds } = summary;
  const compared = subject === null ? rules.filter((rule) => !bounds.includes(rule)) : [subject];
  const pairs = baselines.flatMap((baseline) => compared.filter((rule) => rule !== baseline).map((rule) => ({ rule, baseline })));
  const groups = [...groupsBy(summary, 'player'), ...(groupsBy(summary, 'player').length > 1 ? groupsBy(summary, 'all') : [])];
  const blocks = pairs.slice(0, MOST_PAIRS).flatMap(({ rule, baseline }) => {
    const found = groups.map((group) => group.comparisons.find((each) => each.rule === rule && each.baseline === baseline));
    const sessions = found.at(-1)?.sessions ?? 0;
    const columns: TextColumn[] = [
      { title: '', align: 'left', dropped: 0 },
      ...groups.map(({ label }, i): TextColumn => ({ title: label, align: 'left', dropped: i })),
    ];
    const rows = COMPARED.map((metric) => [
      `  ${metric.title}`,
      ...found.map((comparison) => {
        const difference = comparison?.metrics[metric.name];
        return difference ? differenceText(metric, difference) : NONE;
      }),
    ]);
    if (someLeftOut(summary)) rows.splice(1, 0, ['  J, all sessions', ...groups.map((group) => overAll(summary, group, rule, baseline))]);
    return ['', head(`${rule} against ${baseline} (${counted(sessions, 'common session')})`), ...textGrid(columns, rows, width)];
  });
  const left = pairs.length - MOST_PAIRS;
  return [...blocks, ...(left > 0 ? ['', `${counted(left, 'more pair')}: see the report or the JSON.`] : [])];
}

function overAll(summary: Summary, { by, label }: GroupSummary, rule: string, baseline: string): string {
  const group = completeGroup(summary, by, label);
  const difference = group?.comparisons.find((each) => each.rule === rule && each.baseline === baseline)?.metrics.score;
  return difference ? differenceText(SCORE, difference) : NONE;
}

/** Of the score, and of every other metric. */
const MOST_CELLS = { score: 12, other: 4 };

function losses(summary: Summary, width: number, head: (text: string) => string): string[] {
  const losses = findLosses(summary);
  if (losses === null) return [];
  const { subject, found, compared } = losses;
  const cells = groupsBy(summary, 'cell').length;
  const title = head(`Where ${subject} is significantly worse than a rule that is no bound (player / network: winner against ${subject})`);
  const scale = `${found.length} of ${counted(compared, 'comparison')} in ${counted(cells, 'cell')}; chance alone would give about ${Math.round(compared / 40)}.`;
  const lines = METRICS.flatMap((metric) => {
    const own = found.filter((loss) => loss.metric === metric.name);
    if (own.length === 0) return [];
    const labels = [...new Set(own.map(({ group }) => group.label))];
    const most = metric === SCORE ? MOST_CELLS.score : MOST_CELLS.other;
    const shown = labels.slice(0, most).flatMap((label) => cellLine(label, own, width));
    const left = labels.length - most;
    return [
      `  ${metric.title}, ${labels.length} of ${counted(cells, 'cell')}:`,
      ...shown,
      ...(left > 0 ? [`    and ${counted(left, 'more cell')}`] : []),
    ];
  });
  return ['', title, scale, ...(lines.length > 0 ? lines : ['  Nowhere.'])];
}

const MOST_WINNERS = 3;

/** The greatest defeats first. */
function cellLine(label: string, losses: readonly Loss[], width: number): string[] {
  const own = losses
    .filter(({ group }) => group.label === label)
    .sort((a, b) => Math.abs(b.difference.difference) - Math.abs(a.difference.difference));
  const phrases = own
    .slice(0, MOST_WINNERS)
    .map(({ winner, metric, difference }) => `${winner} ${differenceText(metricNamed(metric), difference)};`);
  const left = own.length - MOST_WINNERS;
  return wrapped(`    ${label}:`, [...phrases, ...(left > 0 ? [`${left} more`] : [])], width, '      ').map((line) =>
    line.replace(/;$/, ''),
  );
}
