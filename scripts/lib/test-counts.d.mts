export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
/** Counts of a vitest run from its JSON report. */
export function vitestCounts(file: string, exitCode: number): Counts;
/** Counts of a Playwright run from its JSON report. */
export function playwrightCounts(file: string, exitCode: number): Counts;
