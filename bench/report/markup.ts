/** HTML from templates: what is put in is escaped, unless it is markup already. */

export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | null | readonly (string | number | Markup | null)[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] as string);

/** Marks a text as markup: only for text made here. */
export const trusted = (markup: string): Markup => ({ markup });

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return trusted(strings.map((text, i) => text + (i < parts.length ? written(parts[i] as Part) : '')).join(''));
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(written).join('');
  return escapeHtml(String(part));
}

/** A name that may stand in an id. */
export const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
