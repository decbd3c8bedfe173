/** "Why": the last decision, or an earlier one, with everything that it weighed. */
import type { DecisionEvent, DecisionLog } from '../decision-log.ts';
import { byId, element } from '../element.ts';
import { formatClock, formatPercent, formatSeconds } from '../figures.ts';
import { candidateRows, renditionName } from './candidate-table.ts';
import { createDecisionHistory } from './decision-history.ts';
import { TERMS } from './terms.ts';

export interface WhyPanel {
  /** A new run; `undefined` = no Evenkeel in it. */
  follow(log: DecisionLog | undefined, startedAtSeconds: number): void;
  update(): void;
}

const ACTION_TEXT: Readonly<Record<DecisionEvent['decision']['action'], string>> = {
  start: 'Start with',
  stay: 'Stay at',
  up: 'Up to',
  down: 'Down to',
  rescue: 'Rescue: fall to',
};

export function createWhyPanel(): WhyPanel {
  const headline = byId('why-headline');
  const reason = byId('why-reason');
  const facts = byId('why-facts');
  const rows = byId<HTMLTableSectionElement>('why-rows');
  const table = byId('why-table');
  const empty = byId('why-empty');
  const latestButton = byId<HTMLButtonElement>('why-latest');
  byId('why-terms').replaceChildren(
    ...TERMS.map((term) =>
      element(
        'li',
        { title: term.question },
        element('i', { class: `term-key term-${term.name}`, 'aria-hidden': 'true' }),
        `${term.title} `,
        element('span', {}, `× ${term.weight.toFixed(2)}`),
      ),
    ),
  );

  let log: DecisionLog | undefined;
  let startedAtSeconds = 0;
  let shown: DecisionEvent | undefined;
  let shownBuiltIn: number | undefined;
  /** An earlier decision that the visitor wants to keep looking at; undefined = follow the newest. */
  let pinned: DecisionEvent | undefined;

  const show = (event: DecisionEvent): void => {
    if (!log || (event === shown && event.builtInIndex === shownBuiltIn)) return;
    shown = event;
    shownBuiltIn = event.builtInIndex;
    const { decision } = event;
    const chosen = decision.candidates.find((candidate) => candidate.index === decision.index);
    headline.textContent = `${ACTION_TEXT[decision.action]} ${renditionName(log.ladder, decision.index, chosen?.id ?? String(decision.index))}`;
    headline.dataset.action = decision.action;
    reason.textContent = decision.reason;
    facts.textContent = [
      `at ${formatClock(event.atSeconds - startedAtSeconds)}`,
      `buffer ${formatSeconds(decision.bufferSeconds)} (${decision.bufferTrend >= 0 ? '+' : '−'}${Math.abs(decision.bufferTrend).toFixed(2)} s/s)`,
      `accepted stall risk ${formatPercent(decision.stallRisk)}`,
      event.applied ? '' : 'not applied: the built-in rule plays',
    ]
      .filter(Boolean)
      .join(' · ');
    rows.replaceChildren(...candidateRows(event, log.ladder));
  };
  const historyList = createDecisionHistory(byId('why-history'), (event) => {
    pinned = event;
    update();
  });
  const update = (): void => {
    const newest = log?.decisions.at(-1);
    empty.hidden = newest !== undefined;
    table.hidden = newest === undefined;
    latestButton.hidden = pinned === undefined;
    if (!log || !newest) return;
    historyList.update(log, startedAtSeconds, pinned ?? newest);
    show(pinned ?? newest);
  };
  latestButton.addEventListener('click', () => {
    pinned = undefined;
    update();
    byId('why-history').focus();
  });
  return {
    follow(next, atSeconds) {
      log = next;
      startedAtSeconds = atSeconds;
      pinned = undefined;
      shown = undefined;
      headline.textContent = next ? 'No decision yet' : 'No Evenkeel in this run';
      delete headline.dataset.action;
      reason.textContent = '';
      facts.textContent = '';
      empty.textContent = next
        ? 'The first decision comes with the first segment.'
        : 'The built-in rule gives no reasons. Choose a view with Evenkeel to see them.';
      historyList.clear();
      update();
    },
    update,
  };
}
