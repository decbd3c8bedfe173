/** The visitor's own titles, below the generated ones in the choice of content. */
import { element } from '../element.ts';

/** Marks the values of own titles: the select's name is `table`, and no table is called so. */
const PREFIX = 'own/';

export interface OwnTitles {
  offer(names: readonly string[]): void;
  /** Says in the query what the form means: a title of one's own is no size table. */
  name(query: URLSearchParams): void;
}

/** @param chosen a name from the address; it stands in the list before the origin confirms it. */
export function createOwnTitles(select: HTMLSelectElement, chosen: string): OwnTitles {
  const group = element('optgroup', { label: 'Your own' });
  const offer = (names: readonly string[]): void => {
    const current = select.value;
    const own = chosen === '' || names.includes(chosen) ? names : [chosen, ...names];
    group.replaceChildren(...own.map((name) => element('option', { value: PREFIX + name }, name)));
    if (own.length > 0) select.append(group);
    select.value = current;
  };
  offer([]);
  if (chosen !== '') select.value = PREFIX + chosen;
  return { offer, name: nameOwnTitle };
}

export function nameOwnTitle(query: URLSearchParams): void {
  const value = query.get('table') ?? '';
  if (!value.startsWith(PREFIX)) return;
  query.delete('table');
  query.set('content', value.slice(PREFIX.length));
}
