/** The table's cells: one check each, noted in the test's report so that the script can print them. */
import type { TestInfo } from '@playwright/test';

/** Type of the annotation that carries a row; its description is the row as JSON. */
export const ROW_ANNOTATION = 'matrix';

/** One line of the table. */
export interface Row {
  readonly build: string;
  readonly kind: string;
  /** By check: `ok` or a figure, or `FAILED: …`. */
  readonly cells: Record<string, string>;
}

export interface Cells {
  /** Runs one check; a failure is noted and does not keep the others from running. */
  check(name: string, work: () => Promise<unknown>): Promise<void>;
  /** @throws Error when any check failed. */
  end(): void;
}

export function noteCells(info: TestInfo, build: string, kind: string): Cells {
  const row: Row = { build, kind, cells: {} };
  const failures: string[] = [];
  return {
    async check(name, work) {
      try {
        row.cells[name] = String((await work()) ?? 'ok');
      } catch (error) {
        row.cells[name] = 'FAILED';
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    end() {
      info.annotations.push({ type: ROW_ANNOTATION, description: JSON.stringify(row) });
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
    },
  };
}
