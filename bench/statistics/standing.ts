/** In which cells a rule is the best, and by how much: see `Standing` in summary.ts. */
import { createClusterMeans } from './cluster-means.ts';
import { choosePair, comparePair } from './compare.ts';
import { finestGroups, type Group, sustainedPart } from './groups.ts';
import { metricNamed } from './metrics.ts';
import type { Observations } from './observations.ts';
import { hashText } from './random.ts';
import type { Difference, Place, Standing, StandingCell, Verdict } from './summary.ts';

interface StandingOptions {
  readonly subject: string;
  readonly bounds: readonly string[];
  readonly seed: number;
  readonly resamples: number;
}

const SCORE = metricNamed('score');
const PLACES: Readonly<Record<Verdict, Place>> = {
  better: 'won',
  'no difference': 'tied',
  worse: 'lost',
  'too few traces': 'too few traces',
};

export function standingOf(data: Observations, options: StandingOptions): Standing {
  const groups = finestGroups(data.sessions).map((group) => sustainedPart(group, data.sessions));
  return { subject: options.subject, cells: groups.flatMap((group) => cellOf(data, group, options) ?? []) };
}

function cellOf(data: Observations, group: Group, { subject, bounds, seed, resamples }: StandingOptions): StandingCell | null {
  const own = data.rules.indexOf(subject);
  const means = createClusterMeans(data, group);
  const pairs = data.rules
    .flatMap((rule, place) => (place === own || bounds.includes(rule) ? [] : [choosePair(means, own, place)]))
    .filter(({ rule }) => rule.list.sessions.length > 0);
  const measured = means.measure(resamples, seed ^ hashText(group.label));
  const [closest] = pairs
    .map((pair) => comparePair(pair, measured, data.rules, [SCORE]))
    .map((comparison) => ({ ...comparison, score: comparison.metrics.score as Difference }))
    .sort((a, b) => a.score.difference - b.score.difference);
  if (!closest) return null;
  const { baseline, sessions, traces, score } = closest;
  const { player = '', network = '', ladder = '' } = group;
  return { player, network, ladder, sessions, traces, rival: baseline, difference: score, place: PLACES[score.verdict] };
}
