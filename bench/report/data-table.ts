/** A table that a screen reader can follow and a narrow screen can scroll. */
import { html, type Markup } from './markup.ts';

export interface DataTable {
  readonly caption: string;
  /** The first column names the rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** Columns of sentences: aligned to the left, and allowed to break. Default false. */
  readonly prose?: boolean;
}

export function dataTable({ caption, columns, rows, prose = false }: DataTable): Markup {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(
    ([first = '', ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll" role="group" aria-label="Table: ${caption}" tabindex="0"><table${prose ? html` class="prose"` : null}>
<caption><span>${caption}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** Folded away until asked for. */
export const folded = (title: string, content: readonly Markup[]): Markup => html`<details><summary>${title}</summary>${content}</details>
`;
