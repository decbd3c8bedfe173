/** A line with something on it. */
export interface TextRow {
  /** Without space at its ends. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_A_NUMBER = /^[+-]?(?:nan|inf|infinity)$/i;

/** The lines of a text that are neither blank nor a comment (`#`). */
export function textRows(text: string): TextRow[] {
  const rows: TextRow[] = [];
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (line !== '' && !line.startsWith('#')) rows.push({ text: line, line: i + 1 });
  }
  return rows;
}

/** The number a cell spells, or the cell itself for the error to show. */
export function numberIn(cell: string): number | string {
  return NUMBER.test(cell) ? Number(cell) : cell;
}

/** Whether a cell is meant as a number: `NaN` and `inf` are, as data and not as a title. */
export function isNumeric(cell: string): boolean {
  return NUMBER.test(cell) || NOT_A_NUMBER.test(cell);
}

/** Name of a trace that its file does not name: the file's, without folders and well-known endings. */
export function traceNameOf(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.(?:jsonl?|csv|tsv|txt)$/i, '') || fileName;
}
