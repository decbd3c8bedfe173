/** The summary for a terminal: the picture first, then what differs, then where the subject loses. */
import { findLosses, type GroupSummary, type Loss, METRICS, metricNamed, type RuleSummary, type Summary } from '../statistics/index.ts';
import { byScore, counted, differenceText, figure, fixed, fractionText, groupsBy, HEADLINES, NONE, SCORE } from './figures.ts';
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
    ...groupsBy(summary, 'player').flatMap((group) => picture(group, summary, width, head)),
    ...comparisons(summary, width, head),
    ...losses(summary, width, head),
  ];
  return `${lines.join('\n')}\n`;
}

const BAR_LENGTH = 8;

const COLUMNS: readonly (TextColumn & { cell(rule: RuleSummary, name: string, group: GroupSummary): string })[] = [
  { title: 'rule', align: 'left', dropped: 0, cell: (_, name) => name },
  { title: 'J', align: 'right', dropped: 0, cell: mean('score') },
  { title: '% of optimum', align: 'left', dropped: 0, cell: (rule) => fractionText(rule) },
  { title: '', align: 'left', dropped: 6, cell: ({ fractionOfOptimum }) => bar(fractionOfOptimum) },
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

function at(name: string, place: 'mean' | 'p95' | 'p99' | 'worstTenth'): (rule: RuleSummary) => string {
  const metric = metricNamed(name);
  return ({ metrics }) => figure(metric, metrics[name]?.[place]);
}

function mean(name: string): (rule: RuleSummary) => string {
  return at(name, 'mean');
}

const bar = (share: number | null): string => '#'.repeat(Math.round(BAR_LENGTH * Math.min(1, Math.max(0, share ?? 0))));

function picture(group: GroupSummary, summary: Summary, width: number, head: (text: string) => string): string[] {
  const rows = byScore(group).map((rule) => {
    const name = summary.bounds.includes(rule.rule) ? `${rule.rule} (bound)` : rule.rule;
    const missing = rule.sessions < group.sessions ? ` (${rule.sessions} of ${group.sessions})` : '';
    return COLUMNS.map(({ cell }) => cell(rule, name + missing, group));
  });
  return [
    '',
    head(`${group.label}: ${counted(group.sessions, 'session')} on ${counted(group.traces, 'trace')}, best first`),
    ...textGrid(COLUMNS, withScoreBounds(rows, group, summary), width),
  ];
}

/** The two ends of the scale, which every row knows, where no rule among the bounds is that end. */
function withScoreBounds(rows: readonly (readonly string[])[], group: GroupSummary, summary: Summary): readonly (readonly string[])[] {
  const { optimumScore, lowestScore } = group;
  const line = (name: string, score: number, share: string): string[] => [name, fixed(score, SCORE.digits), share];
  const shown = (score: number): boolean =>
    group.rules.some(({ rule, metrics }) => summary.bounds.includes(rule) && Math.abs((metrics.score?.mean ?? Number.NaN) - score) < 1e-9);
  return [
    ...(optimumScore === null || shown(optimumScore) ? [] : [line('optimum (bound)', optimumScore, '100.0')]),
    ...rows,
    ...(lowestScore === null || shown(lowestScore) ? [] : [line('always lowest (bound)', lowestScore, '0.0')]),
  ];
}

/** The subject against the baselines; without a subject, every rule, so far as there is room. */
const MOST_PAIRS = 8;

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
    const rows = HEADLINES.map((metric) => [
      `  ${metric.title}`,
      ...found.map((comparison) => {
        const difference = comparison?.metrics[metric.name];
        return difference ? differenceText(metric, difference) : NONE;
      }),
    ]);
    return ['', head(`${rule} against ${baseline} (${counted(sessions, 'common session')})`), ...textGrid(columns, rows, width)];
  });
  const left = pairs.length - MOST_PAIRS;
  return [...blocks, ...(left > 0 ? ['', `${counted(left, 'more pair')}: see the report or the JSON.`] : [])];
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
