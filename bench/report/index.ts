/** What a run shows: a table in the terminal, and one page. */
export type { ReportMeta } from './html.ts';
export { renderHtml } from './html.ts';
export type { TableOptions } from './table.ts';
export { renderTable } from './table.ts';
