/** The matrix as a Markdown table, and its place in README.md. */
import type { Row } from '../../e2e/matrix/cells.ts';

const CHECKS = ['plays', 'decides', 'switches', 'rescues', 'modes', 'no fault', 'destroy'] as const;
const BEGIN = '<!-- matrix: written by npm run test:matrix -- --write -->';
const END = '<!-- /matrix -->';
const MISSING = '–';

/** Whether any cell failed. */
export const hasFailed = (rows: readonly Row[]): boolean =>
  rows.some(({ cells }) => Object.values(cells).some((cell) => /fail/i.test(cell)));

/** @param nodeCells result of the adapter's tests in Node, by build. */
export function formatTable(rows: readonly Row[], nodeCells: Readonly<Record<string, string>>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['player', 'stream', 'tests in Node', ...CHECKS];
  const body = rows.map(({ build, kind, cells }) =>
    cells.refused
      ? line([build, kind, cells.refused === 'ok' ? 'refused' : 'refusal FAILED', ...CHECKS.map(() => MISSING)])
      : line([build, kind, nodeCells[build] ?? MISSING, ...CHECKS.map((check) => cells[check] ?? MISSING)]),
  );
  return [line(head), line(head.map(() => '---')), ...body].join('\n');
}

/** @throws Error when the text has no place for the table. */
export function placeTable(text: string, table: string): string {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md needs the lines "${BEGIN}" and "${END}" around the table`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${table}\n\n${text.slice(to)}`;
}
