/** The report as one HTML page: no script, nothing from the network, readable on a telephone and by a screen reader. */
import type { ResultRow } from '../results/row.ts';
import type { Summary } from '../statistics/index.ts';
import { leftOutText, sessionsText } from './all-sessions.ts';
import { definitions, failureList, ruleList, runFacts } from './background.ts';
import { differences } from './charts/differences.ts';
import { distributions } from './charts/distributions.ts';
import { families } from './charts/families.ts';
import { scoreAndStalls } from './charts/score-and-stalls.ts';
import { counted, groupsBy } from './figures.ts';
import { html, type Markup, slug, trusted } from './markup.ts';
import type { ReportMeta } from './meta.ts';
import { allSessionsTable, comparisonTables, distributionTables, groupTables, lossTables, overviewTable, regionTables } from './numbers.ts';
import { PAGE_STYLE } from './page-style.ts';
import { looksOf } from './palette.ts';

export type { ReportMeta } from './meta.ts';

/** The style sheet is inline and so are the marks of the charts; all else is forbidden. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

interface Section {
  readonly title: string;
  readonly content: Markup | readonly Markup[];
}

export function renderHtml(summary: Summary, rows: readonly ResultRow[], meta: ReportMeta): string {
  const title = meta.title ?? 'Benchmark of adaptive-bitrate rules';
  const sections = summary.sessions === 0 ? background(summary, meta) : [...results(summary, rows, meta), ...background(summary, meta)];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the results</a>
<header>
<h1>${title}</h1>
<p class="faint">${meta.date}. ${counted(summary.sessions, 'session')} on ${counted(summary.traces, 'trace')}, ${counted(summary.rules.length, 'rule')}, seed ${summary.seed}. ${failureNote(meta)}</p>
<nav aria-label="Sections"><ul>${sections.map((each) => html`<li><a href="#${slug(each.title)}">${each.title}</a></li>`)}</ul></nav>
</header>
<main id="content">
${sections.map((each) => html`<section aria-labelledby="${slug(each.title)}"><h2 id="${slug(each.title)}">${each.title}</h2>${each.content}</section>\n`)}
</main>
<footer><p>Made by Evenkeel's benchmark. The rows and this summary as JSON are beside this page, where they were asked for.</p></footer>
</body>
</html>
`;
  return page.markup;
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
  return [
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
