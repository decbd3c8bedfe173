/** What `summarise` returns: plain data, as it goes into JSON. Figures are in the units of the rows (seconds, bits per second, bytes, 0..1). */
import type { Distribution } from './quantile.ts';

/** 95 %, both ends. */
export type Interval = readonly [low: number, high: number];

export interface SummaryOptions {
  /** Every other rule is compared with each of these. Default: `DEFAULT_BASELINES` and the subject, so far as they are in the rows. */
  readonly baselines?: readonly string[];
  /** The rule whose defeats are to be listed. Default: `evenkeel` if it is in the rows. Always a baseline. */
  readonly subject?: string;
  /** Rules that no player could follow (clairvoyant, best in hindsight): marked, and no defeat for anybody. Default none. */
  readonly bounds?: readonly string[];
  /** Of the resampling. Default 1. */
  readonly seed?: number;
  /** Default 1,000. */
  readonly resamples?: number;
}

export interface Summary {
  readonly rules: readonly string[];
  readonly bounds: readonly string[];
  readonly baselines: readonly string[];
  readonly subject: string | null;
  readonly seed: number;
  readonly resamples: number;
  readonly rows: number;
  /** Rows left out because their rule had already played that session. */
  readonly duplicateRows: number;
  /** Different sessions (network, region, trace, offset, seed, ladder, player), whichever rules played them. */
  readonly sessions: number;
  readonly traces: number;
  /** Of these, those whose network carries the lowest rendition: mean rate at least 1.2 x its rate. */
  readonly sustainedSessions: number;
  /**
   * Over sustained sessions: all; then per network, player, region and ladder; then per cell, which is a player on a network.
   * A group without a sustained session is left out.
   */
  readonly groups: readonly GroupSummary[];
  /** Over every session, outages included: all; then per network, player and region. Only groups from which `groups` leaves something out. */
  readonly allSessions: readonly GroupSummary[];
  /** Null without a subject. */
  readonly standing: Standing | null;
}

export type GroupKind = 'all' | 'network' | 'player' | 'region' | 'ladder' | 'cell';

export interface GroupSummary {
  readonly by: GroupKind;
  /** What the sessions of the group have in common: `3g`, `hls`; `hls / 3g` for a cell; `all`. */
  readonly label: string;
  /** Of a cell, a player or a network. */
  readonly player?: string;
  readonly network?: string;
  readonly sessions: number;
  /** With those that are not counted here, because their network does not sustain the lowest rendition. */
  readonly sessionsInAll: number;
  readonly traces: number;
  /** Mean score over the sessions of the group of always-lowest, of the best that is known, and of the proved bound; null where the run did not ask for one. */
  readonly lowestScore: number | null;
  readonly optimumScore: number | null;
  readonly boundScore: number | null;
  /** In the order of `Summary.rules`; rules without a session here are left out. */
  readonly rules: readonly RuleSummary[];
  /** None in groups of a ladder; elsewhere of every rule, but of bounds only in `groups` for all sessions and for each player. */
  readonly comparisons: readonly Comparison[];
}

export interface RuleSummary {
  readonly rule: string;
  readonly sessions: number;
  readonly traces: number;
  /** By metric name. Every metric in `groups` for all sessions and for each player, elsewhere `MAIN_METRICS`. */
  readonly metrics: Readonly<Record<string, Distribution>>;
  /** Interval of the mean, by name, for compared metrics. Null below two traces. */
  readonly intervals: Readonly<Record<string, Interval | null>>;
  /** (mean J - mean lowest) / (mean optimum - mean lowest) over the sessions of this rule; null where there is no gap. */
  readonly fractionOfOptimum: number | null;
  readonly fractionInterval: Interval | null;
}

/** A rule against a baseline in the sessions that both played. */
export interface Comparison {
  readonly rule: string;
  readonly baseline: string;
  readonly sessions: number;
  readonly traces: number;
  /** By metric name. Every compared metric in `groups` for all sessions and for each player, elsewhere `MAIN_COMPARED`. */
  readonly metrics: Readonly<Record<string, Difference>>;
}

/** `no difference`: the interval contains 0. `too few traces`: fewer than `LEAST_TRACES`, no verdict is safe. */
export type Verdict = 'better' | 'worse' | 'no difference' | 'too few traces';

export interface Difference {
  /** Means over the common sessions. */
  readonly ruleMean: number;
  readonly baselineMean: number;
  /** Rule - baseline. */
  readonly difference: number;
  readonly interval: Interval | null;
  /** 100 x (rule / baseline - 1), for metrics compared in percent; null otherwise and where the baseline's mean is not above 0. */
  readonly percent: number | null;
  /** Null also where it has no end, because some resamples of the baseline are all 0. */
  readonly percentInterval: Interval | null;
  readonly verdict: Verdict;
}

/**
 * Whether the subject is the best rule, cell by cell: a cell is a player on a network with a ladder. Over sustained sessions;
 * cells without one, or without another rule that is no bound, are left out.
 */
export interface Standing {
  readonly subject: string;
  readonly cells: readonly StandingCell[];
}

export interface StandingCell {
  readonly player: string;
  readonly network: string;
  readonly ladder: string;
  readonly sessions: number;
  readonly traces: number;
  /**
   * The rule that is no bound and leaves the subject the least lead in mean score: the best of the others. It is chosen after
   * the fact, among many, so luck is on its side and a tie or a win counts for more than in one comparison.
   */
  readonly rival: string;
  /** Subject against rival, in the score. */
  readonly difference: Difference;
  /** `won` and `lost`: the interval of the difference is above or below 0; `tied`: it contains 0. */
  readonly place: Place;
}

export type Place = 'won' | 'tied' | 'lost' | 'too few traces';

/** Compared with unless told otherwise: the rules that the players bring. */
export const DEFAULT_BASELINES: readonly string[] = ['hls.js', 'shaka'];
export const DEFAULT_SUBJECT = 'evenkeel';
/** With fewer traces even a tie falls on one side more than once in twenty: all five the same way has chance 2/32. */
export const LEAST_TRACES = 6;
