/** The figures of each region in each player, at home of that player's own rule. */
import type { ResultRow } from '../results/row.ts';
import { type Comparison, type GroupSummary, type RuleSummary, summarise } from '../statistics/index.ts';
import { HOME, POSSIBLE, SUBJECT } from './claims.ts';
import { type EqualUtility, equalUtility } from './equal-utility.ts';

export const ALL_TOGETHER = 'all together';

export interface RegionCell {
  /** Id; a network that was drawn for no region; or `ALL_TOGETHER`. */
  readonly region: string;
  readonly player: string;
  /** The player's own rule. */
  readonly peer: string;
  /** Sessions whose network sustains the lowest rendition; the figures are over these. */
  readonly sessions: number;
  readonly sessionsInAll: number;
  readonly traces: number;
  /** Always-lowest, optimum, the peer, Evenkeel: those that were played. */
  readonly levels: readonly RuleSummary[];
  /** Evenkeel, and what is possible, against the peer. */
  readonly comparisons: readonly Comparison[];
  readonly bytes: EqualUtility;
}

/** All together first where there are several, then one after another; in each, player by player. */
export function regionCells(rows: readonly ResultRow[], seed = 1, resamples = 1000): RegionCell[] {
  const regions = [...new Set(rows.map(placeOf))];
  return [
    ...(regions.length > 1 ? cellsOf(ALL_TOGETHER, rows, seed, resamples) : []),
    ...regions.flatMap((region) =>
      cellsOf(
        region,
        rows.filter((row) => placeOf(row) === region),
        seed,
        resamples,
      ),
    ),
  ];
}

const placeOf = ({ region, network }: ResultRow): string => region || network;

function cellsOf(region: string, rows: readonly ResultRow[], seed: number, resamples: number): RegionCell[] {
  const summary = summarise(rows, { subject: SUBJECT, baselines: [...new Set(Object.values(HOME))], bounds: POSSIBLE, seed, resamples });
  return summary.groups.filter(({ by }) => by === 'player').flatMap((group) => cellOf(region, group, rows, seed, resamples));
}

function cellOf(region: string, group: GroupSummary, rows: readonly ResultRow[], seed: number, resamples: number): RegionCell[] {
  const player = group.label;
  const peer = HOME[player];
  if (peer === undefined) return [];
  const shown = [...POSSIBLE, peer, SUBJECT];
  const sustained = rows.filter((row) => row.player === player && row.sustained);
  return [
    {
      region,
      player,
      peer,
      sessions: group.sessions,
      sessionsInAll: group.sessionsInAll,
      traces: group.traces,
      levels: shown.flatMap((rule) => group.rules.find((each) => each.rule === rule) ?? []),
      comparisons: group.comparisons.filter(({ rule, baseline }) => baseline === peer && shown.includes(rule)),
      bytes: equalUtility(sustained, peer, seed, resamples),
    },
  ];
}
