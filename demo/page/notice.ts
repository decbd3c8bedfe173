/** One line above the players for what concerns the whole page. */

import { byId, element } from './element.ts';
import type { PageError } from './page-error.ts';

export interface Notice {
  showError(error: PageError): void;
  /** @param action a button in the line. */
  showHint(text: string, action?: { readonly label: string; readonly run: () => void }): void;
  clear(): void;
}

export function createNotice(): Notice {
  const host = byId('notice');
  const fill = (kind: string, ...children: (Node | string)[]): void => {
    host.dataset.kind = kind;
    host.replaceChildren(...children);
    host.hidden = false;
  };
  return {
    showError: (error) => fill('error', element('strong', {}, `${error.title}.`), ' ', error.message),
    showHint(text, action) {
      const button = action ? element('button', { type: 'button', class: 'quiet' }, action.label) : undefined;
      button?.addEventListener('click', () => action?.run());
      fill('hint', text, ...(button ? [' ', button] : []));
    },
    clear() {
      host.hidden = true;
      host.replaceChildren();
    },
  };
}
