/** Where a rule is worse than another, beyond its interval. */
import { MAIN_COMPARED } from './metrics.ts';
import type { Comparison, Difference, GroupSummary, Summary } from './summary.ts';

/** One defeat: in these sessions the subject is worse than the winner in this metric. */
export interface Loss {
  readonly group: GroupSummary;
  readonly metric: string;
  readonly winner: string;
  /** Winner against subject: its difference is to the winner's favour. */
  readonly difference: Difference;
}

export interface Losses {
  readonly subject: string;
  /** In the order of the groups, then of the metrics, then of the rules. */
  readonly found: readonly Loss[];
  /** Comparisons looked at: of rules that differ in nothing, one in forty comes out as a loss by chance. */
  readonly compared: number;
}

/** The subject's losses in each cell (player on a network), against every rule that is no bound. Null without a subject. */
export function findLosses(summary: Summary): Losses | null {
  const { subject, bounds } = summary;
  if (subject === null) return null;
  const against = ({ baseline, rule }: Comparison): boolean => baseline === subject && !bounds.includes(rule);
  const cells = summary.groups.filter(({ by }) => by === 'cell');
  const looked = cells.flatMap((group) =>
    MAIN_COMPARED.flatMap(({ name }) =>
      group.comparisons.filter(against).map((comparison) => ({
        group,
        metric: name,
        winner: comparison.rule,
        difference: comparison.metrics[name] as Difference,
      })),
    ),
  );
  return { subject, found: looked.filter(({ difference }) => difference.verdict === 'better'), compared: looked.length };
}
