/** How to read the page: definitions, rules, the run, what failed. */
import { SUSTAINED_HEADROOM } from '../results/row.ts';
import { LEAST_TRACES, METRICS, type Summary } from '../statistics/index.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup } from './markup.ts';
import type { ReportMeta } from './meta.ts';

export function definitions(summary: Summary): Markup {
  const rows = METRICS.map(({ title, unit, better, definition }) => [title, unit || 'a pure number', better, definition]);
  return html`<dl>
<dt>Session</dt><dd>One rule, in one player's model, with one ladder, on one window of one trace. A rule is compared only in sessions that both rules played.</dd>
<dt>J</dt><dd>(QoE-linear + QoE-log + QoE-SODA) / 3, each a mean over segments; higher is better.</dd>
<dt>% of optimum</dt><dd>100 × (mean J − mean J of always-lowest) / (mean J of the optimum − mean J of always-lowest). The optimum is the best schedule that is known in each session: found by a search that knows the future of the network, or played by a rule that did better. Always-lowest never leaves the lowest rendition. “No rule exceeds” is a proved bound; the true optimum lies between the two.</dd>
<dt>Sustained session</dt><dd>The network's mean rate, over the time of the content, is at least ${SUSTAINED_HEADROOM} × the lowest rung. Elsewhere no rule can play, and a single outage decides every mean: such sessions are in the rows, in the tables headed “outages included”, and in no other figure here.</dd>
<dt>Bound</dt><dd>A mark on the scale and no competitor: it knows the future, as no player can, or it is the lower end.</dd>
<dt>Quantiles</dt><dd>p5, p50, p95, p99 over sessions, by linear interpolation between ranks (Hyndman and Fan, type 7). Worst 10 %: the mean of the worst ⌈n/10⌉ sessions, worst being the high end where lower is better, the low end where higher is.</dd>
<dt>Intervals</dt><dd>95 %, by bootstrap: ${summary.resamples} resamples of whole traces with replacement, seed ${summary.seed}, quantiles 2.5 % and 97.5 %. Traces and not sessions, because the sessions of one trace are not independent.</dd>
<dt>Comparison</dt><dd>Rule against baseline over the sessions that both played: the difference of the means, or 100 × (mean / mean of the baseline − 1) for start-up, stalls, rate, switches and data. “No difference”: the interval contains 0. With fewer than ${LEAST_TRACES} traces there is no verdict. Many comparisons are made, and the intervals are not widened for it: one in twenty leaves 0 out by chance.</dd>
</dl>${dataTable({ caption: 'Metrics', columns: ['Metric', 'Unit', 'Better', 'Definition'], rows, prose: true })}`;
}

export function ruleList(summary: Summary, meta: ReportMeta): Markup {
  const known = new Set(meta.rules.map(({ name }) => name));
  const unknown = summary.rules.filter((rule) => !known.has(rule)).map((rule) => [rule, rule, '–', 'not described']);
  const played = meta.rules.filter(({ name }) => summary.rules.includes(name));
  const rows = [...played.map(({ name, title, kind, source }) => [name, title, kind, source]), ...unknown];
  return dataTable({
    caption: 'Rules, their versions and sources',
    columns: ['Name', 'Title', 'Kind', 'Version and source'],
    rows,
    prose: true,
  });
}

export function runFacts(summary: Summary, meta: ReportMeta): Markup {
  const facts: readonly (readonly [string, string | number | boolean])[] = [
    ['Date', meta.date],
    ['Command', meta.command],
    ...Object.entries(meta.options),
    ['Rows', summary.rows],
    ['Rows left out (same session twice)', summary.duplicateRows],
    ...Object.entries(meta.versions).map(([name, version]): [string, string] => [`Version of ${name}`, version]),
  ];
  const rows = facts.map(([name, value]) => [name, html`<code>${String(value)}</code>`]);
  return dataTable({ caption: 'The run', columns: ['What', 'Value'], rows, prose: true });
}

const MOST_FAILURES = 200;

export function failureList({ failures }: ReportMeta): Markup {
  if (failures.length === 0) return html`<p>None: every session was run to its end.</p>`;
  const rows = failures
    .slice(0, MOST_FAILURES)
    .map(({ rule, network, trace, ladder, player, seed, error }) => [rule, network, trace, ladder, player, String(seed), error]);
  const left = failures.length - MOST_FAILURES;
  return html`${dataTable({
    caption: `Sessions that could not be run: ${failures.length}`,
    columns: ['Rule', 'Network', 'Trace', 'Ladder', 'Player', 'Seed', 'Error'],
    rows,
    prose: true,
  })}${left > 0 ? html`<p>and ${left} more, in the JSON.</p>` : null}`;
}
