import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeVersionProblem } from '../lib/node-version.mjs';
import { playwrightCounts, vitestCounts } from '../lib/test-counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-counts-'));
const file = join(folder, 'report.json');
const write = (report) => writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 2, testResults: [] };
const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const brokenFile = { status: 'failed', assertionResults: [] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('vitestCounts', () => {
  test('takes the figures of the report', () => {
    write({ ...unit, testResults: [passedFile] });
    expect(vitestCounts(file, 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });
  test('counts a file that could not be imported as one failure, a failed test once', () => {
    write({ ...unit, testResults: [passedFile, brokenFile] });
    expect(vitestCounts(file, 1)).toMatchObject({ passed: 5, failed: 1 });
    write({ ...unit, numFailedTests: 1, testResults: [failedFile] });
    expect(vitestCounts(file, 1)).toMatchObject({ passed: 5, failed: 1 });
  });
  test('never reports a failed run as clean', () => {
    write(unit);
    expect(vitestCounts(file, 1).failed).toBe(1);
    write('not json');
    expect(vitestCounts(file, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestCounts(join(folder, 'absent.json'), 1).failed).toBe(1);
  });
});

describe('playwrightCounts', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  test('flaky is not passed', () => {
    write({ stats, errors: [] });
    expect(playwrightCounts(file, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
  test('an error outside the tests is a failure', () => {
    write({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no tests found' }] });
    expect(playwrightCounts(file, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
  test('a run without a report is one failure', () => {
    expect(playwrightCounts(join(folder, 'absent.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test('nodeVersionProblem accepts 20.19 and newer only, and names both versions', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) expect(nodeVersionProblem(version)).toBeUndefined();
  for (const version of ['18.20.4', '20.18.9', '12.22.12'])
    expect(nodeVersionProblem(version)).toContain(`20.19 or newer; this is Node ${version}`);
});
