/** The report of a run as one HTML page. */
import type { ResultRow } from '../results/row.ts';
import type { Summary } from '../statistics/index.ts';
import { leftOutText, sessionsText } from './all-sessions.ts';
import { definitions, failureList, ruleList, runFacts } from './background.ts';
import { differences } from './charts/differences.ts';
import { distributions } from './charts/distributions.ts';
import { families } from './charts/families.ts';
import { scoreAndStalls } from './charts/score-and-stalls.ts';
import { standing } from './charts/standing.ts';
import { counted, groupsBy } from './figures.ts';
import { html } from './markup.ts';
import type { ReportMeta } from './meta.ts';
import { allSessionsTable, comparisonTables, distributionTables, groupTables, lossTables, overviewTable, regionTables } from './numbers.ts';
import { renderPage, type Section } from './page.ts';
import { looksOf } from './palette.ts';

export type { ReportMeta } from './meta.ts';

export function renderHtml(summary: Summary, rows: readonly ResultRow[], meta: ReportMeta): string {
  return renderPage({
    title: meta.title ?? 'Benchmark of adaptive-bitrate rules',
    facts: `${meta.date}. ${counted(summary.sessions, 'session')} on ${counted(summary.traces, 'trace')}, ${counted(summary.rules.length, 'rule')}, seed ${summary.seed}. ${failureNote(meta)}`,
    sections: summary.sessions === 0 ? background(summary, meta) : [...results(summary, rows, meta), ...background(summary, meta)],
    footer: "Made by Evenkeel's benchmark. The rows and this summary as JSON are beside this page, where they were asked for.",
  });
}

const failureNote = ({ failures }: ReportMeta): string =>
  failures.length === 0 ? 'No session failed.' : `${counted(failures.length, 'session')} failed: see the end of the page.`;

function results(summary: Summary, rows: readonly ResultRow[], meta: ReportMeta): Section[] {
  const lookOf = looksOf(summary);
  const overview = groupsBy(summary, 'player').map((group) =>
    overviewTable(
      group,
      summary.bounds,
      `Player ${group.label}: means of ${sessionsText(group)} on ${counted(group.traces, 'trace')}, best score first`,
    ),
  );
  const leftOut = leftOutText({ sessions: summary.sustainedSessions, sessionsInAll: summary.sessions });
  const note = leftOut && html`<p>${leftOut}, at the end of <a href="#overview">Overview</a>.</p>`;
  const outages = allSessionsTable(summary);
  const regions = regionTables(summary, meta.regions ?? {});
  const losses = lossTables(summary);
  const stands = standing(summary);
  return [
    ...(stands ? [{ title: `Where ${summary.subject} stands`, content: stands }] : []),
    { title: 'Score and stalls', content: [...(note ? [note] : []), scoreAndStalls(summary, lookOf)] },
    { title: 'Overview', content: [...overview, ...(outages ? [outages] : [])] },
    { title: 'Distributions', content: distributions(summary, rows, lookOf) },
    { title: 'Networks', content: families(summary, lookOf) },
    ...summary.baselines.map((baseline) => ({
      title: `Against ${baseline}`,
      content: [differences(summary, baseline, lookOf), comparisonTables(summary, baseline)],
    })),
    ...(losses ? [{ title: `Where ${summary.subject} loses`, content: losses }] : []),
    ...(regions ? [{ title: 'Regions', content: regions }] : []),
    { title: 'All figures', content: [...distributionTables(summary), ...groupTables(summary)] },
  ];
}

function background(summary: Summary, meta: ReportMeta): Section[] {
  return [
    { title: 'Definitions', content: definitions(summary) },
    { title: 'Rules', content: ruleList(summary, meta) },
    { title: 'Run', content: runFacts(summary, meta) },
    { title: 'Failures', content: failureList(meta) },
  ];
}
