/** Reads how many tests ran from the JSON reports of vitest and Playwright. Whatever ended a run early counts as one failure. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** A run that failed without a failed test (a crash, a broken config) is one failure, never none. */
const atLeastOneFailure = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** @returns {Counts} */
export function vitestCounts(file, exitCode) {
  const report = read(file);
  if (!report) return atLeastOneFailure({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  // A file that could not be imported has no tests to count: it is one failure.
  const brokenFiles = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return atLeastOneFailure(counts, exitCode);
}

/** @returns {Counts} */
export function playwrightCounts(file, exitCode) {
  const report = read(file);
  if (!report) return atLeastOneFailure({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  // Retries are off, so nothing can be flaky; if somebody turns them on, flaky is not passed.
  const counts = { passed: expected, failed: unexpected + flaky, skipped };
  if (counts.failed === 0) counts.failed += report.errors.length;
  return atLeastOneFailure(counts, exitCode);
}
