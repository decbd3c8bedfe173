import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../index.ts';
import { addTransfer, NO_OUTAGES, outageShareOf } from '../outages.ts';

const { prediction } = DEFAULT_CONFIG;

/** `count` transfers of `seconds` that should have taken one second. */
const repeated = (count: number, seconds: number) => {
  let memory = NO_OUTAGES;
  for (let i = 0; i < count; i++) memory = addTransfer(memory, seconds, 1);
  return memory;
};

describe('the share of outages', () => {
  test('is the expected one before anything was loaded', () => {
    expect(outageShareOf(NO_OUTAGES, prediction)).toBeCloseTo(prediction.priorOutageShare);
  });
  test('falls on a link that never breaks off, and rises with every outage', () => {
    const steady = outageShareOf(repeated(100, 1), prediction);
    expect(steady).toBeLessThan(prediction.priorOutageShare);
    expect(outageShareOf(repeated(100, 2), prediction)).toBeLessThanOrEqual(steady);
    const broken = addTransfer(repeated(100, 1), 20, 1);
    expect(outageShareOf(broken, prediction)).toBeGreaterThan(steady + 0.05);
    expect(outageShareOf(addTransfer(broken, 20, 1), prediction)).toBeGreaterThan(outageShareOf(broken, prediction));
  });
  test('short gaps are no outages', () => {
    expect(addTransfer(NO_OUTAGES, 0.9, 0.1).lostSeconds).toBe(0);
    expect(addTransfer(NO_OUTAGES, 1.2, 0.1).lostSeconds).toBeCloseTo(1.1);
  });
  test('an old outage is forgotten in the end, and memory stays bounded', () => {
    const old = addTransfer(NO_OUTAGES, 20, 1);
    let now = old;
    for (let i = 0; i < 3000; i++) now = addTransfer(now, 1, 1);
    expect(now.busySeconds).toBeLessThanOrEqual(300);
    expect(now.lostSeconds).toBeLessThan(0.01);
  });
});
