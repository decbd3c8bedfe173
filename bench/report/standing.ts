/** Where the subject stands, as figures: the same in the terminal and in the page. */
import { type GroupSummary, metricNamed, type Place, type RuleSummary, type Standing, type Summary } from '../statistics/index.ts';
import { counted, groupsBy, SCORE, signed } from './figures.ts';

/** A sign beside each colour: no colour says anything alone. */
export const PLACE_SIGNS: Readonly<Record<Place, string>> = { won: '▲', tied: '=', lost: '▼', 'too few traces': '?' };
const PLACES = Object.keys(PLACE_SIGNS) as readonly Place[];

export const LEGEND: string = PLACES.map((place) => `${PLACE_SIGNS[place]} ${place}`).join(', ');

/** `evenkeel is best or tied in 31 of 36 cells (player, network and ladder): 20 won, 11 tied, 5 lost`. */
export function standingSentence({ subject, cells }: Standing): string {
  const count = (place: Place): number => cells.filter((cell) => cell.place === place).length;
  const parts = PLACES.filter((place) => place !== 'too few traces' || count(place) > 0).map((place) =>
    place === 'too few traces' ? `${count(place)} with too few traces to tell` : `${count(place)} ${place}`,
  );
  return `${subject} is best or tied in ${count('won') + count('tied')} of ${counted(cells.length, 'cell')} (player, network and ladder): ${parts.join(', ')}.`;
}

export const STANDING_NOTE =
  'Over sustained sessions. The figure is the lead in J over the best of the other rules that are no bounds, chosen cell by cell after the fact; tied: the 95 % interval of the paired difference includes 0.';

/** `▲ +0.043`. */
export const leadText = (place: Place, difference: number): string => `${PLACE_SIGNS[place]} ${signed(difference, SCORE.digits)}`;

/** A figure of a set that is asked of every rule. */
export interface SetFigure {
  readonly title: string;
  readonly better: 'higher' | 'lower';
  value(rule: RuleSummary | undefined): number | null;
  show(value: number | null): string;
}

const FEASIBLE = metricNamed('feasibleRebufferingRatio');

const shown = (scale: number, digits: number) => (value: number | null) => (value === null ? '–' : (value * scale).toFixed(digits));

export const WORST_TENTH: SetFigure = {
  title: 'worst-10 % J',
  better: 'higher',
  value: (rule) => rule?.metrics.score?.worstTenth ?? null,
  show: shown(SCORE.scale, SCORE.digits),
};
export const FEASIBLE_REBUFFERING: SetFigure = {
  title: 'feasible rebuf. %',
  better: 'lower',
  value: (rule) => rule?.metrics[FEASIBLE.name]?.mean ?? null,
  // One digit more than elsewhere: the goal is 0.1 %.
  show: shown(FEASIBLE.scale, FEASIBLE.digits + 1),
};
export const SET_NOTE =
  'A set is a player on a network, over all ladders. Feasible: sessions that always-lowest plays without a stall. Worst-10 % J: the mean of the worst tenth of sessions.';

/** Each player over all networks, then on each. */
export function standingSets(summary: Summary): readonly GroupSummary[] {
  const cells = groupsBy(summary, 'cell');
  return groupsBy(summary, 'player').flatMap((player) => {
    const own = cells.filter((cell) => cell.player === player.label);
    return own.length > 1 ? [player, ...own] : own;
  });
}

export const setName = ({ by, label }: GroupSummary): string => (by === 'player' ? `${label} / all networks` : label);

export const ruleIn = (set: GroupSummary, rule: string): RuleSummary | undefined => set.rules.find((each) => each.rule === rule);

export const feasibleSessions = (set: GroupSummary): number =>
  Math.max(0, ...set.rules.map(({ metrics }) => metrics[FEASIBLE.name]?.count ?? 0));

/** Of the rules that are neither the subject nor a bound. */
export function bestOther(set: GroupSummary, figure: SetFigure, { subject, bounds }: Summary): { rule: string; value: number } | null {
  const others = set.rules.flatMap((rule) => {
    const value = figure.value(rule);
    return rule.rule === subject || bounds.includes(rule.rule) || value === null ? [] : [{ rule: rule.rule, value }];
  });
  const sign = figure.better === 'higher' ? -1 : 1;
  return others.sort((a, b) => sign * (a.value - b.value))[0] ?? null;
}
