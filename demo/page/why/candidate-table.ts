/** Every rendition of one decision with its score as a stacked bar: the five weighted terms add up to the total. */

import type { DecisionEvent, LadderEvent } from '../decision-log.ts';
import { element } from '../element.ts';
import { DASH, formatMbps, formatPercent } from '../figures.ts';
import { type Candidate, contribution, exclusionText, isScored, TERMS } from './terms.ts';

/** A plan that stalls may score far below 0; such bars are cut here and say so. */
const CUT = -0.25;
const HIGHEST = 1;

/** Place of a score along the bar. The axis reaches below 0 only in decisions where a score does. */
type ToPercent = (value: number) => number;

function axisOf(candidates: readonly Candidate[]): ToPercent {
  const lowest = candidates.some((candidate) => TERMS.some((term) => contribution(candidate, term) < 0)) ? CUT : 0;
  return (value) => ((Math.min(HIGHEST, Math.max(lowest, value)) - lowest) / (HIGHEST - lowest)) * 100;
}

export function renditionName(ladder: LadderEvent['renditions'], index: number, id: string): string {
  const entry = ladder[index];
  return entry && entry.heightPixels > 0 ? `${entry.heightPixels}p ${formatMbps(entry.rateBitsPerSecond)}` : id;
}

function part(className: string, fromPercent: number, toPercent: number): HTMLElement {
  const bar = element('i', { class: className });
  bar.style.left = `${fromPercent}%`;
  bar.style.width = `${Math.max(0, toPercent - fromPercent)}%`;
  return bar;
}

/** Positive terms stack to the right of zero, negative ones to the left; the tick stands at the sum. */
function scoreBar(candidate: Candidate, toPercent: ToPercent): HTMLElement {
  const bar = element('div', { class: 'score-bar', 'aria-hidden': 'true' });
  let right = 0;
  let left = 0;
  for (const term of TERMS) {
    const value = contribution(candidate, term);
    if (value >= 0) {
      bar.append(part(`term term-${term.name}`, toPercent(right), toPercent(right + value)));
      right += value;
    } else {
      bar.append(part(`term term-${term.name}`, toPercent(left + value), toPercent(left)));
      left += value;
    }
  }
  const total = element('b', { class: candidate.total < CUT ? 'total-tick cut' : 'total-tick' });
  total.style.left = `${toPercent(candidate.total)}%`;
  const zero = element('b', { class: 'zero-tick' });
  zero.style.left = `${toPercent(0)}%`;
  bar.append(zero, total);
  return bar;
}

const spoken = (candidate: Candidate): string =>
  TERMS.map((term) => `${term.title} ${contribution(candidate, term).toFixed(2)}`).join(', ');

function row(candidate: Candidate, event: DecisionEvent, ladder: LadderEvent['renditions'], toPercent: ToPercent): HTMLTableRowElement {
  const { decision } = event;
  const chosen = candidate.index === decision.index;
  const name = element('th', { scope: 'row' }, renditionName(ladder, candidate.index, candidate.id).replace(' Mbit/s', ''));
  if (chosen) name.append(element('span', { class: 'chosen-mark' }, event.applied ? 'chosen' : 'would choose'));
  else if (candidate.index === decision.previousIndex) name.append(element('span', { class: 'before-mark' }, 'before'));
  if (event.builtInIndex === candidate.index && !chosen) name.append(element('span', { class: 'before-mark' }, 'built-in'));
  const line = element('tr', chosen ? { class: 'chosen' } : candidate.excluded ? { class: 'excluded' } : {}, name);
  const exclusion = candidate.excluded && exclusionText(candidate.excluded);
  if (!isScored(candidate)) {
    line.append(
      element('td', { class: 'exclusion' }, exclusion ? `Out: ${exclusion}` : 'Not scored'),
      element('td', { class: 'number' }, DASH),
      element('td', { class: 'number' }, DASH),
    );
    return line;
  }
  line.append(
    element('td', { title: spoken(candidate) }, scoreBar(candidate, toPercent), element('span', { class: 'sr-only' }, spoken(candidate))),
  );
  if (exclusion) {
    line.append(element('td', { colspan: '2', class: 'exclusion' }, exclusion));
    return line;
  }
  line.append(
    element('td', { class: 'number' }, candidate.total.toFixed(2)),
    element('td', { class: 'number' }, formatPercent(candidate.stallRisk)),
  );
  return line;
}

/** Highest rate first, as a ladder is read. */
export function candidateRows(event: DecisionEvent, ladder: LadderEvent['renditions']): HTMLTableRowElement[] {
  const toPercent = axisOf(event.decision.candidates);
  const rateOf = (candidate: Candidate): number => ladder[candidate.index]?.rateBitsPerSecond ?? candidate.index;
  return [...event.decision.candidates].sort((a, b) => rateOf(b) - rateOf(a)).map((candidate) => row(candidate, event, ladder, toPercent));
}
