/** Columns of text for a terminal. */

export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns of the highest number are left out first when the line is too long; 0 never. */
  readonly dropped: number;
}

const GAP = '  ';

/** Lines of equal columns; the first is the head. Leaves columns out until a line fits into `width` characters. */
export function textGrid(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string[] {
  const table = columns.map((column, i) => ({
    column,
    cells: [column.title, ...rows.map((row) => row[i] ?? '')],
  }));
  const sized = table.map((each) => ({ ...each, size: Math.max(...each.cells.map((cell) => cell.length)) }));
  let kept = sized;
  const length = (): number => kept.reduce((sum, { size }) => sum + size + GAP.length, -GAP.length);
  while (length() > width) {
    const most = Math.max(...kept.map(({ column }) => column.dropped));
    if (most === 0) break;
    const last = kept.map(({ column }) => column.dropped).lastIndexOf(most);
    kept = kept.filter((_, i) => i !== last);
  }
  return [line(0), ...rows.map((_, row) => line(row + 1))];

  function line(row: number): string {
    return kept
      .map(({ column, cells, size }) => (column.align === 'left' ? (cells[row] ?? '').padEnd(size) : (cells[row] ?? '').padStart(size)))
      .join(GAP)
      .trimEnd();
  }
}

/** Breaks a list of phrases into lines, with a hanging indent. */
export function wrapped(first: string, phrases: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const phrase of phrases) {
    if (line !== first && line.length + 1 + phrase.length > width) {
      lines.push(line);
      line = indent + phrase;
    } else line += `${line === '' ? '' : ' '}${phrase}`;
  }
  return [...lines, line];
}
