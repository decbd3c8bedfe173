/** The full figures as tables. */
import {
  COMPARED_METRICS,
  findLosses,
  type GroupSummary,
  MAIN_COMPARED,
  METRICS,
  type Metric,
  metricNamed,
  type Summary,
} from '../statistics/index.ts';
import { allSessionsPicture, completeGroup, labelsOf, sessionsText, someLeftOut } from './all-sessions.ts';
import { dataTable, folded } from './data-table.ts';
import { byScore, counted, differenceText, figure, fixed, fractionText, groupsBy, NONE } from './figures.ts';
import { html, type Markup } from './markup.ts';

const OVERVIEW: readonly Metric[] = [
  'stallCount',
  'stallSeconds',
  'rebufferingRatio',
  'startupSeconds',
  'meanRateBitsPerSecond',
  'switchesPerMinute',
  'totalBytes',
].map(metricNamed);

export const withUnit = ({ title, unit }: Metric): string => (unit === '' || title.includes(unit) ? title : `${title}, ${unit}`);

/** One line a rule: means of what matters, best score first, the two ends of the scale marked. */
export function overviewTable(group: GroupSummary, bounds: readonly string[], caption: string): Markup {
  const columns = [
    'Rule',
    'Sessions',
    'J',
    '% of optimum [95 %]',
    'J, median',
    'J, worst 10 %',
    ...OVERVIEW.map(withUnit),
    'Rebuffering p95, %',
  ];
  const rows = byScore(group).map((rule) => [
    bounds.includes(rule.rule) ? `${rule.rule} (bound)` : rule.rule,
    String(rule.sessions),
    figure(metricNamed('score'), rule.metrics.score?.mean),
    fractionText(rule),
    figure(metricNamed('score'), rule.metrics.score?.p50),
    figure(metricNamed('score'), rule.metrics.score?.worstTenth),
    ...OVERVIEW.map((metric) => figure(metric, rule.metrics[metric.name]?.mean)),
    figure(metricNamed('rebufferingRatio'), rule.metrics.rebufferingRatio?.p95),
  ]);
  const ends = [group.optimumScore, group.boundScore, group.lowestScore].map((score) => (score === null ? NONE : fixed(score, 3)));
  const scale = `J of the optimum ${ends[0]}, no rule exceeds ${ends[1]}, always-lowest ${ends[2]}`;
  return dataTable({ caption: `${caption} (${scale})`, columns, rows });
}

/** The picture with the sessions that the headline leaves out. Null where there are none. */
export function allSessionsTable(summary: Summary): Markup | null {
  if (!someLeftOut(summary)) return null;
  const { columns, rows } = allSessionsPicture(summary);
  return dataTable({
    caption: `All ${counted(summary.sessions, 'session')}, outages included: means by player, best first`,
    columns,
    rows,
  });
}

/** Every metric's distribution, for all sessions and for each player. */
export function distributionTables(summary: Summary): Markup[] {
  return [...groupsBy(summary, 'all'), ...groupsBy(summary, 'player')].map((group) => {
    const name = `${group.by === 'all' ? 'All players' : `Player ${group.label}`}, ${sessionsText(group)}`;
    const tables = METRICS.map((metric) =>
      dataTable({
        caption: `${name}: ${withUnit(metric)}`,
        columns: ['Rule', 'Sessions', 'Mean', 'p5', 'p50', 'p95', 'p99', 'Worst 10 %'],
        rows: byScore(group).map(({ rule, metrics }) => {
          const d = metrics[metric.name];
          return [
            rule,
            String(d?.count ?? 0),
            ...[d?.mean, d?.p5, d?.p50, d?.p95, d?.p99, d?.worstTenth].map((value) => figure(metric, value)),
          ];
        }),
      }),
    );
    return folded(`${name}: all metrics`, tables);
  });
}

/** Means per network, ladder and cell. */
export function groupTables(summary: Summary): Markup[] {
  const kinds = [
    ['network', 'Per network'],
    ['ladder', 'Per ladder'],
    ['cell', 'Per player and network'],
  ] as const;
  return kinds.map(([by, title]) =>
    folded(
      title,
      groupsBy(summary, by).map((group) => overviewTable(group, summary.bounds, `${group.label}: means of ${sessionsText(group)}`)),
    ),
  );
}

/** Every rule against one baseline: all metrics for all sessions and each player, the headlines in each cell. */
export function comparisonTables(summary: Summary, baseline: string): Markup {
  const table = (group: GroupSummary, metrics: readonly Metric[], name: string): Markup =>
    dataTable({
      caption: `${name}: against ${baseline}, paired by session, 95 % intervals over traces`,
      columns: ['Rule', 'Common sessions', 'Traces', ...metrics.map(({ title }) => title)],
      rows: group.comparisons
        .filter((each) => each.baseline === baseline)
        .map(({ rule, sessions, traces, metrics: differences }) => [
          rule,
          String(sessions),
          String(traces),
          ...metrics.map((metric) => {
            const difference = differences[metric.name];
            return difference ? differenceText(metric, difference) : NONE;
          }),
        ]),
    });
  const outages = summary.allSessions.filter(({ by }) => by === 'all' || by === 'player');
  return html`${folded(`Figures: every rule against ${baseline}`, [
    ...groupsBy(summary, 'all').map((group) => table(group, COMPARED_METRICS, 'All players')),
    ...groupsBy(summary, 'player').map((group) => table(group, COMPARED_METRICS, `Player ${group.label}`)),
    ...outages.map((group) =>
      table(group, MAIN_COMPARED, `${group.by === 'all' ? 'All players' : `Player ${group.label}`}, outages included`),
    ),
  ])}${folded(
    `Figures: every rule against ${baseline}, by player and network`,
    groupsBy(summary, 'cell').map((group) => table(group, MAIN_COMPARED, group.label)),
  )}`;
}

/** Regions side by side. Empty where no session was drawn for a region. */
export function regionTables(summary: Summary, mixes: Readonly<Record<string, string>>): Markup | null {
  const regions = groupsBy(summary, 'region');
  const all = summary.groups.find(({ by }) => by === 'all');
  if (regions.length === 0 || !all) return null;
  const order = byScore(all).map(({ rule }) => rule);
  const table = (caption: string, cell: (rule: GroupSummary['rules'][number]) => string, shown = regions): Markup =>
    dataTable({
      caption,
      columns: ['Rule', ...shown.map(({ label }) => label)],
      rows: order.map((rule) => [
        rule,
        ...shown.map(({ rules }) => {
          const own = rules.find((each) => each.rule === rule);
          return own ? cell(own) : NONE;
        }),
      ]),
    });
  const mean = (name: string) => {
    const metric = metricNamed(name);
    return table(`${withUnit(metric)} by region: mean`, ({ metrics }) => figure(metric, metrics[name]?.mean));
  };
  const mixRows = labelsOf(summary, 'region').flatMap((label) => {
    const own = regions.find((region) => region.label === label);
    const sessions = completeGroup(summary, 'region', label)?.sessions ?? 0;
    return [
      [label, sessionsText({ sessions: own?.sessions ?? 0, sessionsInAll: sessions }), String(own?.traces ?? 0), mixes[label] ?? NONE],
    ];
  });
  const complete = regions.flatMap(({ label }) => completeGroup(summary, 'region', label) ?? []);
  const outages = someLeftOut(summary) ? [table('% of the optimum by region, outages included', fractionText, complete)] : [];
  return html`${table('% of the optimum by region, with 95 % intervals', fractionText)}${[
    dataTable({ caption: 'What each region is', columns: ['Region', 'Sessions', 'Traces', 'Mix'], rows: mixRows, prose: true }),
    ...outages,
    folded('J, stalls, start-up and rate by region', ['score', 'stallCount', 'startupSeconds', 'meanRateBitsPerSecond'].map(mean)),
  ]}`;
}

/** The subject's defeats, worst cells named. */
export function lossTables(summary: Summary): Markup | null {
  const losses = findLosses(summary);
  if (losses === null) return null;
  const { subject, found, compared } = losses;
  const cells = groupsBy(summary, 'cell').length;
  const intro = html`<p>${found.length} of ${counted(compared, 'comparison')} in ${counted(cells, 'cell')} (a player on a network) are significantly to the disadvantage of ${subject} against a rule that is no bound; among rules that differ in nothing, chance would give about ${Math.round(compared / 40)}.</p>`;
  const tables = COMPARED_METRICS.flatMap((metric) => {
    const own = found.filter((loss) => loss.metric === metric.name);
    if (own.length === 0) return [];
    const rows = own.map(({ group, winner, difference }) => [
      group.label,
      winner,
      figure(metric, difference.ruleMean),
      figure(metric, difference.baselineMean),
      differenceText(metric, difference),
    ]);
    const caption = `${withUnit(metric)}: where ${subject} loses`;
    const table = dataTable({
      caption,
      columns: ['Player / network', 'Winner', 'Winner has', `${subject} has`, 'Winner against it'],
      rows,
    });
    return [
      folded(`${metric.title}: ${counted(own.length, 'defeat')} in ${counted(new Set(own.map(({ group }) => group)).size, 'cell')}`, [
        table,
      ]),
    ];
  });
  return html`${intro}${tables.length > 0 ? tables : html`<p>Nowhere.</p>`}`;
}
