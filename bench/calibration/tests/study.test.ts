/** The instrument finds what is right right, and what is wrong wrong; and says so in every form. */
import { describe, expect, it } from 'vitest';
import type { BinVerdict } from '../bins.ts';
import { calibrationPage } from '../page.ts';
import { type Calibration, calibrationOf } from '../study.ts';
import { calibrationTable } from '../table.ts';
import { makeSessions } from './synthetic.ts';

const verdicts = ({ groups: [all] }: Calibration): BinVerdict[] => (all?.finished ?? []).map(({ verdict }) => verdict);

describe('a rule whose risks are true', () => {
  const calibration = calibrationOf(makeSessions(40, 300, (risk) => risk));

  it('is found calibrated in every bin, and has nothing to correct', () => {
    expect(verdicts(calibration)).toEqual(Array(7).fill('yes'));
    expect(calibration.recalibration?.offset).toBeCloseTo(0, 0);
    expect(calibration.recalibration?.slope).toBeCloseTo(1, 0);
  });

  it('has intervals round what was drawn, and predictions inside their bins', () => {
    for (const { low, high, predicted, observed, interval } of calibration.groups[0]?.finished ?? []) {
      expect(predicted).toBeGreaterThanOrEqual(low);
      expect(predicted).toBeLessThanOrEqual(high);
      expect(interval?.[0]).toBeLessThanOrEqual(observed);
      expect(interval?.[1]).toBeGreaterThanOrEqual(observed);
    }
  });

  it('covers what its quantiles say', () => {
    const { below = [], count } = calibration.groups[0]?.next ?? {};
    expect(count).toBe(40 * 300);
    for (const [i, share] of [0.05, 0.5, 0.95].entries()) expect(Math.abs((below[i] ?? 0) - share)).toBeLessThan(0.02);
  });

  it('is the same whatever the order of the sessions', () => {
    expect(calibrationOf(makeSessions(40, 300, (risk) => risk).reverse()).groups[0]).toEqual(calibration.groups[0]);
  });

  it('is shown bin by bin, group by group', () => {
    const table = calibrationTable(calibration, 200);
    for (const text of ['0–1 %', '40–100 %', 'all', 'hls', 'even', 'odd', 'x 1.0']) expect(table).toContain(text);
    const page = calibrationPage(calibration, 'now');
    for (const text of ['<svg', 'reliability-all-all', 'reliability-network-odd', '20–40 %']) expect(page).toContain(text);
  });
});

describe('a rule that is too sure', () => {
  it('is found out where stalls come three times as often as it says', () => {
    const found = verdicts(calibrationOf(makeSessions(40, 300, (risk) => Math.min(1, 3 * risk))));
    expect(found.slice(0, 6)).toEqual(Array(6).fill('no'));
  });

  it('is found out where it held a stall impossible', () => {
    const sure = makeSessions(20, 50, () => 0.2).map((session) => ({
      ...session,
      finished: { ...session.finished, risk: session.finished.risk.map(() => 0) },
    }));
    const calibration = calibrationOf(sure);
    expect(calibration.groups[0]?.finished[0]).toMatchObject({ predicted: 0, ratio: Number.POSITIVE_INFINITY, verdict: 'no' });
    expect(calibrationTable(calibration, 200)).toContain('not foreseen');
  });

  it('gets the line that would set it right', () => {
    // Odds of e ^ -1 times those reported.
    const odds = (risk: number): number => (risk / (1 - risk || 1e-9)) * Math.exp(-1);
    const { recalibration } = calibrationOf(makeSessions(60, 400, (risk) => odds(risk) / (1 + odds(risk))));
    expect(Math.abs((recalibration?.offset ?? 0) + 1)).toBeLessThan(0.25);
    expect(Math.abs((recalibration?.slope ?? 0) - 1)).toBeLessThan(0.15);
  });
});

it('says nothing where there is too little to say', () => {
  expect(verdicts(calibrationOf(makeSessions(4, 300, (risk) => risk)))).toEqual(Array(7).fill('too few'));
  const none = calibrationOf(makeSessions(10, 2, () => 0));
  expect(verdicts(none)).not.toContain('no');
  expect(none.recalibration).toBeUndefined();
});
