/** The last decisions as a strip: one mark each, to step through with the arrow keys or the pointer. */
import type { DecisionEvent, DecisionLog } from '../decision-log.ts';
import { element } from '../element.ts';
import { formatClock } from '../figures.ts';
import { renditionName } from './candidate-table.ts';

const MOST_SHOWN = 50;
const MARK: Readonly<Record<DecisionEvent['decision']['action'], string>> = { start: '●', stay: '·', up: '▲', down: '▼', rescue: '✕' };

export interface DecisionHistory {
  update(log: DecisionLog, startedAtSeconds: number, selected: DecisionEvent): void;
  clear(): void;
}

/**
 * @param host a listbox: one tab stop, options inside.
 * @param onSelect receives the decision to look at, or `undefined` for "the newest from now on".
 */
export function createDecisionHistory(host: HTMLElement, onSelect: (event: DecisionEvent | undefined) => void): DecisionHistory {
  const options = new Map<DecisionEvent, HTMLElement>();
  let shown: DecisionEvent[] = [];
  let selected: DecisionEvent | undefined;
  let count = 0;

  const choose = (event: DecisionEvent | undefined): void => {
    if (event) onSelect(event === shown.at(-1) ? undefined : event);
  };
  host.addEventListener('keydown', (key) => {
    const position = selected ? shown.indexOf(selected) : shown.length - 1;
    const target = {
      ArrowLeft: position - 1,
      ArrowUp: position - 1,
      ArrowRight: position + 1,
      ArrowDown: position + 1,
      Home: 0,
      End: shown.length - 1,
    }[key.key];
    if (target === undefined) return;
    key.preventDefault();
    choose(shown[Math.min(shown.length - 1, Math.max(0, target))]);
  });
  const optionFor = (event: DecisionEvent, log: DecisionLog, startedAtSeconds: number): HTMLElement => {
    const known = options.get(event);
    if (known) return known;
    const { decision } = event;
    const label = `${formatClock(event.atSeconds - startedAtSeconds)} ${decision.action}, ${renditionName(log.ladder, decision.index, String(decision.index))}`;
    const option = element(
      'div',
      { role: 'option', id: `decision-${++count}`, 'data-action': decision.action, title: label, 'aria-label': label },
      MARK[decision.action],
    );
    option.addEventListener('click', () => choose(event));
    options.set(event, option);
    return option;
  };
  return {
    update(log, startedAtSeconds, next) {
      const latest = log.decisions.slice(-MOST_SHOWN);
      if (latest.at(-1) !== shown.at(-1) || latest.length !== shown.length) {
        shown = latest;
        host.replaceChildren(...latest.map((event) => optionFor(event, log, startedAtSeconds)));
        for (const event of options.keys()) if (!latest.includes(event)) options.delete(event);
        host.scrollLeft = host.scrollWidth;
      }
      if (next === selected) return;
      selected = next;
      for (const [event, option] of options) option.setAttribute('aria-selected', String(event === next));
      host.setAttribute('aria-activedescendant', options.get(next)?.id ?? '');
    },
    clear() {
      shown = [];
      selected = undefined;
      options.clear();
      host.replaceChildren();
      host.removeAttribute('aria-activedescendant');
    },
  };
}
