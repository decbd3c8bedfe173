/** The sessions that the headline figures leave out: how many, and the picture with them. */
import { SUSTAINED_HEADROOM } from '../results/row.ts';
import type { GroupKind, GroupSummary, RuleSummary, Summary } from '../statistics/index.ts';
import { metricNamed } from '../statistics/index.ts';
import { byScore, counted, figure, fixed, groupsBy, NONE, SCORE } from './figures.ts';

const STALLED = metricNamed('stallSeconds');
const UNSUSTAINED = `the network's mean rate is below ${SUSTAINED_HEADROOM} x the lowest rung`;

type Counts = Pick<GroupSummary, 'sessions' | 'sessionsInAll'>;

/** `95 of 100 sessions`; `100 sessions` where none is left out. */
export const sessionsText = ({ sessions, sessionsInAll }: Counts): string =>
  sessions === sessionsInAll ? counted(sessions, 'session') : `${sessions.toLocaleString('en')} of ${counted(sessionsInAll, 'session')}`;

export const someLeftOut = (summary: Summary): boolean => summary.sustainedSessions < summary.sessions;

/** Null where none is left out. */
export function leftOutText(counts: Counts): string | null {
  const left = counts.sessionsInAll - counts.sessions;
  const others = left === 1 ? 'the other one' : `the other ${left.toLocaleString('en')}`;
  return left === 0 ? null : `${sessionsText(counts)}; in ${others} ${UNSUSTAINED}: figures of all sessions follow`;
}

/** A group with the sessions that the headline leaves out; undefined where the run has no such group. */
export const completeGroup = (summary: Summary, by: GroupKind, label: string): GroupSummary | undefined =>
  summary.allSessions.find((group) => group.by === by && group.label === label) ??
  summary.groups.find((group) => group.by === by && group.label === label);

/** Every label of a kind, also of groups that have no sustained session. */
export const labelsOf = (summary: Summary, by: GroupKind): string[] =>
  [...new Set([...groupsBy(summary, by), ...summary.allSessions.filter((group) => group.by === by)].map(({ label }) => label))].sort();

const FIGURES: readonly { readonly title: string; readonly cell: (rule: RuleSummary) => string }[] = [
  { title: 'J', cell: ({ metrics }) => figure(SCORE, metrics.score?.mean) },
  { title: '% of opt.', cell: ({ fractionOfOptimum }) => (fractionOfOptimum === null ? NONE : fixed(100 * fractionOfOptimum, 1)) },
  { title: 'stalled s', cell: ({ metrics }) => figure(STALLED, metrics.stallSeconds?.mean) },
];
export const FIGURES_A_PLAYER: number = FIGURES.length;

export interface AllSessionsPicture {
  /** The first names the rules; then as many a player as there are figures. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One line a rule, the best over all players first. */
export function allSessionsPicture(summary: Summary): AllSessionsPicture {
  const players = labelsOf(summary, 'player').flatMap((label) => completeGroup(summary, 'player', label) ?? []);
  const all = completeGroup(summary, 'all', 'all');
  const rows = (all ? byScore(all) : []).map(({ rule }) => [
    summary.bounds.includes(rule) ? `${rule} (bound)` : rule,
    ...players.flatMap(({ rules }) => {
      const own = rules.find((each) => each.rule === rule);
      return FIGURES.map(({ cell }) => (own ? cell(own) : NONE));
    }),
  ]);
  const scale = [
    'optimum (bound)',
    ...players.flatMap(({ optimumScore }) => [optimumScore === null ? NONE : fixed(optimumScore, 3), '100.0', NONE]),
  ];
  const isKnown = players.some(({ optimumScore }) => optimumScore !== null) && !summary.rules.includes('optimum');
  if (isKnown) rows.unshift(scale);
  return { columns: ['Rule', ...players.flatMap(({ label }) => FIGURES.map(({ title }) => `${label}: ${title}`))], rows };
}
