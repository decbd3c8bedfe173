/** One line for each thing taken out, the greatest loss of J first: for the terminal and for the page. */
import { differenceText, fixed, NONE } from '../report/figures.ts';
import { type Comparison, type GroupSummary, metricNamed, type Summary } from '../statistics/index.ts';
import { ABLATIONS, type Ablation } from './variants.ts';
import { type Judgement, judgeAblation } from './verdict.ts';

export const WHOLE = 'evenkeel';

export interface AblationLine {
  readonly ablation: Ablation;
  readonly comparison: Comparison;
  readonly judgement: Judgement;
  /** Mean utility step per segment without it less that with it. */
  readonly stepDifference: number;
}

/** `group`: of `summary.groups` with every metric, which are all sessions and each player. */
export function ablationLines(group: GroupSummary, ablations: readonly Ablation[] = ABLATIONS): AblationLine[] {
  const step = (rule: string): number => group.rules.find((each) => each.rule === rule)?.metrics.meanUtilityStep?.mean ?? Number.NaN;
  const lines = ablations.flatMap((ablation) => {
    const comparison = group.comparisons.find(({ rule, baseline }) => rule === ablation.name && baseline === WHOLE);
    return comparison
      ? [{ ablation, comparison, judgement: judgeAblation(comparison), stepDifference: step(ablation.name) - step(WHOLE) }]
      : [];
  });
  const loss = ({ comparison }: AblationLine): number => comparison.metrics.score?.difference ?? 0;
  return lines.sort((a, b) => loss(a) - loss(b));
}

export const SHOWN = ['score', 'stallCount', 'avoidableStalls', 'switchesPerMinute', 'meanUtility', 'totalBytes'].map(metricNamed);
export const COLUMNS: readonly string[] = ['without', ...SHOWN.map(({ title }) => title), 'Utility step', 'it'];

export const cellsOf = ({ ablation, comparison, judgement, stepDifference }: AblationLine): string[] => [
  ablation.name,
  ...SHOWN.map((metric) => {
    const difference = comparison.metrics[metric.name];
    return difference ? differenceText(metric, difference) : NONE;
  }),
  Number.isFinite(stepDifference) ? fixed(stepDifference, 4) : NONE,
  worthText(judgement),
];

export function worthText({ worth, worse, better }: Judgement): string {
  const named = (names: readonly string[]): string => names.map((name) => metricNamed(name).title.toLowerCase()).join(', ');
  if (worth === 'earns otherwise') return `earns: ${named(worse)}`;
  if (worth === 'earns nothing' && better.length > 0) return `earns nothing; better without: ${named(better)}`;
  if (worth === 'trades') return `costs J; without it worse: ${named(worse)}`;
  return worth === 'costs' ? 'costs: J is better without' : worth;
}

/** The group that is told of first. */
export const wholeGroup = (summary: Summary): GroupSummary | undefined => summary.groups.find(({ by }) => by === 'all');
